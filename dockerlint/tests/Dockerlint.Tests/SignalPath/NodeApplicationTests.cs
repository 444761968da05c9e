using Dockerlint.JavaScript;
using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>What a Node program's own files say of SIGTERM; as PID 1 nothing else ends it.</summary>
public sealed class NodeApplicationTests
{
    private const string Base = "FROM node:22\nWORKDIR /app\nCOPY . .\n";
    private const string Server = "const server = require('http').createServer().listen(80);\n";

    [Theory]
    [InlineData("a comment is no handler", Verdict.KilledAfterGrace, "// TODO: process.on('SIGTERM', stop)\n/* SIGTERM */")]
    [InlineData("a text is no handler", Verdict.KilledAfterGrace, "console.log(\"process.on('SIGTERM', stop)\");")]
    [InlineData("a signal that is sent is no handler", Verdict.KilledAfterGrace, "setInterval(() => process.kill(pid, 'SIGTERM'), 5);")]
    [InlineData("another signal's handler", Verdict.KilledAfterGrace, "process.on('SIGINT', () => server.close());")]
    [InlineData("another event's handler", Verdict.KilledAfterGrace, "process.on('uncaughtException', console.error);")]
    [InlineData("a bus is not the process", Verdict.Unknown, "bus.on('SIGTERM', () => server.close());")]
    [InlineData("once", Verdict.Graceful, "process.once('SIGTERM', () => server.close());")]
    [InlineData("addListener", Verdict.Graceful, "process.addListener(`SIGTERM`, () => server.close());")]
    [InlineData("a named constant", Verdict.Graceful, "const SIGNAL = 'SIGTERM'; process.on(SIGNAL, () => server.close());")]
    [InlineData("a list", Verdict.Graceful, "['SIGINT', 'SIGTERM'].forEach(s => process.on(s, () => server.close()));")]
    [InlineData("a named list", Verdict.Graceful, "const all = ['SIGINT', 'SIGTERM']; all.forEach(function (s) { process.on(s, stop); });")]
    [InlineData("a list without it", Verdict.KilledAfterGrace, "['SIGINT', 'SIGHUP'].forEach(s => process.on(s, () => server.close()));")]
    [InlineData("for of", Verdict.Graceful, "for (const s of ['SIGTERM', 'SIGINT']) process.on(s, () => server.close());")]
    [InlineData("for of without it", Verdict.KilledAfterGrace, "for (const s of ['SIGINT', 'SIGHUP']) { process.once(s, () => server.close()); }")]
    [InlineData("keys of an object", Verdict.Graceful, "const n = { SIGINT: 2, SIGTERM: 15 }; Object.keys(n).forEach(s => process.on(s, stop));")]
    [InlineData("another name for process", Verdict.Graceful, "const p = process; p.on('SIGTERM', () => server.close());")]
    [InlineData("process required", Verdict.Graceful, "const me = require('node:process'); me.on('SIGTERM', () => server.close());")]
    [InlineData("globalThis", Verdict.Graceful, "globalThis.process.on('SIGTERM', () => server.close());")]
    [InlineData("a name from the environment", Verdict.Unknown, "process.on(process.env.STOP, () => server.close());")]
    [InlineData("a function's parameter", Verdict.Unknown, "function on(s) { process.on(s, () => server.close()); } on('SIGTERM');")]
    [InlineData("named elsewhere", Verdict.Unknown, "stopWith({ signals: ['SIGTERM'] });")]
    [InlineData("exit at once drops requests", Verdict.CutShort, "process.on('SIGTERM', () => process.exit(0));")]
    [InlineData("exit after a line", Verdict.CutShort, "process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });")]
    [InlineData("exit in a function", Verdict.CutShort, "function stop() { process.exit(); } process.on('SIGTERM', stop);")]
    [InlineData("exit behind close", Verdict.CutShort, "process.on('SIGTERM', () => { server.close(); process.exit(0); });")]
    [InlineData("exit in close's callback", Verdict.Graceful, "process.on('SIGTERM', () => { server.close(() => process.exit(0)); });")]
    [InlineData("exit after await", Verdict.Graceful, "process.on('SIGTERM', async () => { await drain(); process.exit(0); });")]
    [InlineData("exit after then", Verdict.Graceful, "process.on('SIGTERM', () => { drain().then(() => process.exit(0)); });")]
    [InlineData("exit after work of its own", Verdict.Graceful, "process.on('SIGTERM', () => { saveSync(); process.exit(0); });")]
    [InlineData("a guard in front", Verdict.CutShort, "process.on('SIGTERM', () => { if (stopping) return; process.exit(0); });")]
    [InlineData("a function of another file", Verdict.Graceful, "process.on('SIGTERM', require('http').stop);")]
    [InlineData("a bound function", Verdict.Graceful, "const stop = () => server.close(); process.on('SIGTERM', stop.bind(null, 1));")]
    [InlineData("a line and nothing else", Verdict.KilledAfterGrace, "process.on('SIGTERM', () => console.log('SIGTERM received'));")]
    [InlineData("an empty listener", Verdict.KilledAfterGrace, "process.on('SIGTERM', () => {});")]
    [InlineData("a regular expression that the parser would not take", Verdict.Graceful,
        "const r = /(?<a>x)(?<a>y)[\\p{L}--[a-z/]]/v, half = 1 / 2 / 3; process.on('SIGTERM', () => server.close());")]
    [InlineData("two listeners, one of which closes", Verdict.Graceful,
        "process.on('SIGTERM', () => console.log(1)); process.on('SIGTERM', () => server.close());")]
    public void Server_Ends(string says, Verdict expected, string code)
    {
        var route = Folder.Of(Base + "CMD [\"node\", \"server.js\"]\n", ("server.js", Server + code)).Route();

        Assert.True(expected == route.Verdict, $"{says}: {route.Verdict}, {route.Reason}");
    }

    [Theory]
    [InlineData("import stop from './stop.mjs';", "stop.mjs", Verdict.Graceful)]
    [InlineData("import './stop.js';", "stop.js", Verdict.Graceful)]
    [InlineData("export * from './lib';", "lib/index.js", Verdict.Graceful)]
    [InlineData("await import('./stop.js');", "stop.js", Verdict.Graceful)]
    [InlineData("await import(name);", "stop.js", Verdict.Unknown)]
    [InlineData("import './other.js';", "stop.js", Verdict.Unknown)]
    [InlineData("// import './stop.js'", "stop.js", Verdict.KilledAfterGrace)]
    public void ImportedModule_IsRead(string import, string path, Verdict expected)
    {
        var route = Folder.Of(Base + "CMD [\"node\", \"server.mjs\"]\n",
            ("server.mjs", import + "\nimport { createServer } from 'node:http';\nconst server = createServer().listen(80);\n"),
            (path, "process.on('SIGTERM', () => globalThis.server.close());")).Route();

        Assert.Equal(expected, route.Verdict);
    }

    [Theory]
    [InlineData("app.enableShutdownHooks();", Verdict.Graceful)]
    [InlineData("app.enableShutdownHooks(['SIGTERM']);", Verdict.Graceful)]
    [InlineData("app.enableShutdownHooks(['SIGINT']);", Verdict.Unknown)]
    [InlineData("// app.enableShutdownHooks();", Verdict.KilledAfterGrace)]
    public void Nest_HandlesTheSignalOnlyWhenAsked(string code, Verdict expected)
    {
        var route = Folder.Of(Base + "CMD [\"node\", \"dist/main\"]\n",
            ("dist/main.js", "const { NestFactory } = require('@nestjs/core');\nNestFactory.create({}).then(app => {\n" + code
                + "\nreturn app.listen(3000); });")).Route();

        Assert.Equal(expected, route.Verdict);
    }

    [Theory]
    [InlineData("const { createTerminus } = require('@godaddy/terminus'); createTerminus(server, {});", Verdict.Graceful)]
    [InlineData("const { createTerminus } = require('@godaddy/terminus');", Verdict.Unknown)]
    [InlineData("require('close-with-grace')({ delay: 500 }, async () => {});", Verdict.Graceful)]
    [InlineData("const { createHttpTerminator } = require('http-terminator'); createHttpTerminator({ server });", Verdict.KilledAfterGrace)]
    [InlineData("require('stoppable')(server);", Verdict.KilledAfterGrace)]
    [InlineData("require('fastify')().listen({ port: 80 });", Verdict.KilledAfterGrace)]
    [InlineData("require('signal-exit')(() => {});", Verdict.Unknown)]
    public void Package_InstallsAHandlerOrNot(string code, Verdict expected) =>
        Assert.Equal(expected, Folder.Of(Base + "CMD [\"node\", \"server.js\"]\n", ("server.js", Server + code)).Route().Verdict);

    [Theory]
    [InlineData("process.on('SIGTERM', () => { server.close(); setTimeout(() => process.exit(1), 30_000).unref(); });", 30.0)]
    [InlineData("const LIMIT = 20 * 1000; process.on('SIGTERM', () => { setTimeout(() => { process.exit(1); }, LIMIT); });", 20.0)]
    [InlineData("process.on('SIGTERM', stop); function stop() { server.close(); setTimeout(kill, 1e4); } const kill = () => process.exit(1);", 10.0)]
    [InlineData("process.on('SIGTERM', async () => { await new Promise(r => setTimeout(r, 25000)); process.exit(0); });", 25.0)]
    [InlineData("process.on('SIGTERM', drain); async function drain() { const until = Date.now() + 25_000; while (busy) await tick(until); }", 25.0)]
    [InlineData("setTimeout(() => process.exit(1), 5000); process.on('SIGTERM', () => server.close());", null)]
    [InlineData("process.on('SIGTERM', () => { server.close(); /* setTimeout(() => process.exit(1), 30000) */ });", null)]
    [InlineData("process.on('SIGTERM', () => { setTimeout(() => process.exit(1), process.env.LIMIT); });", null)]
    public void HandlersTime_IsItsHardStop(string code, double? seconds)
    {
        var stop = Assert.Single(Folder.Of(Base + "CMD [\"node\", \"server.js\"]\n", ("server.js", Server + code)).Workspace().Stops);

        Assert.Equal(Verdict.Graceful, stop.Route.Verdict);
        Assert.Equal(seconds, stop.Budget.Need.Seconds);
    }

    [Theory]
    [InlineData("{ \"compilerOptions\": { \"outDir\": \"./dist\", \"rootDir\": \"src\" } }", "dist/server.js")]
    [InlineData("{ // comment, as tsc allows\n \"compilerOptions\": { \"outDir\": \"dist\" } /* and */ }", "dist/server.js")]
    [InlineData("{ \"compilerOptions\": { \"outDir\": \"build\", \"rootDir\": \".\" } }", "build/src/server.js")]
    [InlineData("{ \"compilerOptions\": { \"outDir\": \"out\" } }", "dist/server.js", Verdict.Unknown)]
    public void CompiledFile_IsReadAsItsSource(string configuration, string path, Verdict expected = Verdict.KilledAfterGrace)
    {
        const string Source = "import http, { type Server } from \"http\";\nconst server: Server = http.createServer().listen(80 as number);\n";
        var dockerfile = "FROM node:22 AS build\nWORKDIR /src\nCOPY . .\nRUN npm run build\nFROM node:22-slim\nWORKDIR /app\n"
            + $"COPY --from=build /src/{path.Split('/')[0]} ./{path.Split('/')[0]}\nCMD [\"node\", \"{path}\"]\n";
        var without = Folder.Of(dockerfile, ("tsconfig.json", configuration), ("src/server.ts", Source + "// process.on('SIGTERM', stop)"));
        var with = Folder.Of(dockerfile, ("tsconfig.json", configuration),
            ("src/server.ts", Source + "process.on(\"SIGTERM\", (): void => { server.close(); });"));

        Assert.Equal(expected, without.Route().Verdict);
        Assert.Equal(expected == Verdict.Unknown ? Verdict.Unknown : Verdict.Graceful, with.Route().Verdict);
    }

    [Fact]
    public void ConfigurationThatTheBuildScriptNames_SaysWhatTheSourceIs()
    {
        var route = Folder.Of(
            "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD [\"node\", \"build/app/server.js\"]\n",
            ("package.json", "{\"scripts\": {\"build\": \"rimraf build && tsc -p ./tsconfig.backend.json\"}}"),
            ("tsconfig.json", "{\"compilerOptions\": {\"outDir\": \"./build\"}}"),
            ("tsconfig.backend.json", "{\"extends\": \"./tsconfig.json\", \"compilerOptions\": {\"outDir\": \"./build/app\",},}"),
            ("src/server.ts", "import http from 'http';\nhttp.createServer().listen(80 as number);\n")).Route();

        Assert.Equal(Verdict.KilledAfterGrace, route.Verdict);
    }

    [Theory]
    [InlineData("process.on('SIGTERM', (): void => process.exit(0));", Verdict.CutShort)]
    [InlineData("const s: NodeJS.Signals[] = ['SIGINT', 'SIGTERM']; s.forEach((x: NodeJS.Signals) => process.on(x, stop));", Verdict.Graceful)]
    [InlineData("const s: NodeJS.Signals[] = ['SIGINT']; s.forEach((x: NodeJS.Signals) => process.on(x, stop));", Verdict.Unknown)]
    [InlineData("const t: string = \"process.on('SIGTERM')\", u = `process.on('SIGTERM')`, v = /process.on('SIGTERM'/;", Verdict.KilledAfterGrace)]
    [InlineData("import type { X } from './types';", Verdict.KilledAfterGrace)]
    [InlineData("const t: string = `${[1].map((x: number) => `it's ${x}`)}`; process.on('SIGTERM', (): void => { f(); });", Verdict.Graceful)]
    public void TypeScript_IsReadByItsWords(string code, Verdict expected) => Assert.Equal(expected, Folder.Of(
        Base + "CMD [\"node\", \"server.ts\"]\n",
        ("server.ts", "import http from 'http';\nconst server: http.Server = http.createServer().listen(80);\n" + code)).Route().Verdict);

    [Theory]
    [InlineData("(", 200_000)]
    [InlineData("[", 200_000)]
    [InlineData("{", 200_000)]
    [InlineData("!", 200_000)]
    [InlineData("a=>", 100_000)]
    [InlineData("a?b:", 100_000)]
    [InlineData("if(a){}else ", 50_000)]
    [InlineData("`${", 100_000)]
    [InlineData("class A extends ", 50_000)]
    [InlineData("1+", 200_000)]
    [InlineData("a.b(", 100_000)]
    [InlineData("async ()=>{await ", 50_000)]
    [InlineData("x\n(\n", 100_000)]
    public void HostileNesting_EndsInTime(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, Math.Min(times, 900_000 / part.Length))) + "1";
        var clock = System.Diagnostics.Stopwatch.StartNew();

        foreach (var path in (string[])["a.js", "a.cjs", "a.ts"])
        {
            new JavaScriptReader().Read(path, text);
            new JavaScriptReader().Read(path, text.Replace("(", "(\n", StringComparison.Ordinal));
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void MinifiedBundle_IsUnknown() =>
        Assert.Null(new JavaScriptReader().Read("a.js", string.Concat(Enumerable.Repeat("process.on('SIGTERM',()=>{});", 1000))));

    [Fact]
    public void BrokenSource_IsUnknown() => Assert.Equal(Verdict.Unknown,
        Folder.Of(Base + "CMD [\"node\", \"server.js\"]\n", ("server.js", Server + "process.on('SIGTERM', () => {")).Route().Verdict);
}
