using Dockerlint.Tests.Fuzz;
using SharpFuzz;

// The seeds as files for afl-fuzz, or one reader under it.
if (args is ["--seeds", var name, var folder])
{
    Directory.CreateDirectory(folder);
    foreach (var (i, seed) in FuzzedReader.All.Single(reader => reader.Name == name).Seeds.Index())
    {
        File.WriteAllText(Path.Combine(folder, $"{i}"), seed);
    }

    return;
}

Fuzzer.OutOfProcess.Run(FuzzedReader.All.Single(reader => reader.Name == args[0]).Read);
