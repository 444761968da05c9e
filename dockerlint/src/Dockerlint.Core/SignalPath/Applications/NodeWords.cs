namespace Dockerlint.SignalPath.Applications;

/// <summary>What a JavaScript text gives away without being parsed.</summary>
internal static class NodeWords
{
    /// <summary>Packages read or widely known to install no SIGTERM handler.</summary>
    private static readonly HashSet<string> _neutral = new(StringComparer.Ordinal)
    {
        "express", "koa", "koa-router", "@koa/router", "fastify", "connect", "restify", "polka", "hono", "body-parser", "cors", "morgan", "helmet",
        "compression", "cookie-parser", "express-session", "serve-static", "multer", "dotenv", "config", "yargs", "commander", "minimist", "chalk",
        "debug", "winston", "pino", "pino-http", "bunyan", "log4js", "pg", "mysql", "mysql2", "mongodb", "mongoose", "redis", "ioredis", "sqlite3",
        "better-sqlite3", "sequelize", "knex", "kafkajs", "amqplib", "mqtt", "ws", "socket.io", "axios", "node-fetch", "got", "request", "undici",
        "lodash", "underscore", "async", "bluebird", "uuid", "nanoid", "moment", "dayjs", "luxon", "date-fns", "jsonwebtoken", "bcrypt", "bcryptjs",
        "joi", "zod", "ajv", "ejs", "pug", "handlebars", "mustache", "nodemailer", "passport", "node-cron", "node-schedule", "cron", "js-yaml",
        "yaml", "semver", "glob", "mime", "mime-types", "qs", "prom-client", "stripe", "aws-sdk", "sharp", "cheerio", "http-proxy",
        "http-proxy-middleware", "express-rate-limit", "express-validator",
    };

    private static readonly HashSet<string> _builtin = new(StringComparer.Ordinal)
    {
        "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram", "dns", "events", "fs",
        "fs/promises", "http", "http2", "https", "inspector", "module", "net", "os", "path", "perf_hooks", "process", "punycode", "querystring",
        "readline", "stream", "stream/promises", "string_decoder", "timers", "timers/promises", "tls", "tty", "url", "util", "v8", "vm",
        "worker_threads", "zlib",
    };

    /// <summary>A server, a timer, an endless loop, a subscription: the program does not end by itself.</summary>
    private static readonly string[] _longRunning =
    [
        "listen(", "createServer(", "setInterval(", "while (true", "while(true", "for (;;", "for(;;", ".consume(", ".subscribe(", "new Worker(",
        ".schedule(", "serve(", "WebSocketServer(", ".eachMessage", "cron(",
    ];

    public static bool IsNeutral(string module) => module.StartsWith("node:", StringComparison.Ordinal) || _builtin.Contains(module)
        || _neutral.Contains(module);

    public static bool RunsOn(string source) => Array.Exists(_longRunning, word => source.Contains(word));

    /// <summary><c>process.on(signal, …)</c>, <c>"SIG" + name</c>, <c>`SIG${name}`</c>.</summary>
    public static bool PassesSignalByValue(string source)
    {
        if (source.Contains("\"SIG\"") || source.Contains("'SIG'") || source.Contains("`SIG${"))
        {
            return true;
        }

        foreach (var call in new[] { "process.on(", "process.once(", "process.addListener(", "process.prependListener(" })
        {
            for (var i = source.IndexOf(call, StringComparison.Ordinal); i >= 0; i = source.IndexOf(call, i + 1, StringComparison.Ordinal))
            {
                var argument = i + call.Length;
                while (argument < source.Length && char.IsWhiteSpace(source[argument]))
                {
                    argument++;
                }

                if (argument < source.Length && source[argument] is not ('"' or '\'' or '`'))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
