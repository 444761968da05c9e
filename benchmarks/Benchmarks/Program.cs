using BenchmarkDotNet.Running;
using Dockerlint.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(TypicalDockerfile).Assembly).Run(args);
