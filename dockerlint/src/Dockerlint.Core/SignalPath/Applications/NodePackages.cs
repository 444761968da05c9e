namespace Dockerlint.SignalPath.Applications;

/// <summary>What is known of npm packages and signals.</summary>
internal static class NodePackages
{
    /// <summary>Packages read or widely known to install no handler for a stop signal.</summary>
    private static readonly HashSet<string> _neutral = new(StringComparer.Ordinal);

    /// <summary>Node's own modules.</summary>
    private static readonly HashSet<string> _builtin = new(StringComparer.Ordinal);

    /// <summary>Packages that install a handler when loaded, or in ways that are not followed.</summary>
    private static readonly HashSet<string> _mayListen = new(StringComparer.Ordinal);

    /// <summary>
    /// Packages whose handlers come with one call, for these signals by default: github.com/godaddy/terminus, mcollina/close-with-grace,
    /// sebhildebrandt/http-graceful-shutdown, gajus/lightship, nestjs/nest (nest-application-context.ts).
    /// </summary>
    private static readonly Dictionary<string, (string Call, string[] Signals)> _byCall = new(StringComparer.Ordinal)
    {
        ["@godaddy/terminus"] = ("createTerminus", ["SIGTERM"]),
        ["close-with-grace"] = ("", ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR2"]),
        ["http-graceful-shutdown"] = ("", ["SIGTERM", "SIGINT"]),
        ["lightship"] = ("createLightship", ["SIGTERM", "SIGINT", "SIGHUP"]),
        ["@nestjs/core"] = ("enableShutdownHooks", ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR2"]),
    };

    static NodePackages()
    {
        string[] neutral =
        [
            "express koa koa-router @koa/router fastify connect restify polka hono body-parser cors morgan helmet compression cookie-parser",
            "express-session serve-static multer dotenv dotenv/config config yargs commander minimist chalk debug winston pino pino-http bunyan",
            "log4js pg mysql mysql2 mongodb mongoose redis ioredis sqlite3 better-sqlite3 sequelize knex kafkajs amqplib mqtt ws socket.io axios",
            "node-fetch got request undici lodash underscore async bluebird uuid nanoid moment dayjs luxon date-fns jsonwebtoken bcrypt bcryptjs",
            "joi zod ajv ejs pug handlebars mustache nodemailer passport node-cron node-schedule cron js-yaml yaml semver glob mime mime-types qs",
            "prom-client stripe aws-sdk sharp cheerio http-proxy http-proxy-middleware express-rate-limit express-validator source-map-support",
            "source-map-support/register tsconfig-paths/register module-alias module-alias/register reflect-metadata rxjs class-validator",
            "class-transformer http-terminator stoppable bullmq typeorm @prisma/client swagger-ui-express @hono/node-server tslib",
        ];
        foreach (var row in neutral)
        {
            _neutral.UnionWith(row.Split(' '));
        }

        string[] builtin =
        [
            "assert async_hooks buffer child_process cluster console constants crypto dgram dns events fs fs/promises http http2 https inspector",
            "module net os path perf_hooks process punycode querystring readline stream stream/promises string_decoder timers timers/promises tls",
            "tty url util v8 vm worker_threads zlib",
        ];
        foreach (var row in builtin)
        {
            _builtin.UnionWith(row.Split(' '));
        }

        string[] mayListen =
        [
            "next nuxt terminus death signal-exit node-graceful-shutdown graceful-shutdown moleculer @strapi/strapi strapi @hapi/glue exit-hook",
            "async-exit-hook node-cleanup @sentry/node dd-trace newrelic @opentelemetry/sdk-node pm2 fastify-cli fastify-graceful-shutdown probot",
            "@remix-run/serve meteor sails feathers @temporalio/worker bree agenda ts-node @apollo/server apollo-server",
            "@opentelemetry/auto-instrumentations-node/register @google-cloud/functions-framework graphile-worker pg-boss node-graceful",
        ];
        foreach (var row in mayListen)
        {
            _mayListen.UnionWith(row.Split(' '));
        }
    }

    public static bool IsNeutral(string module) => module.StartsWith("node:", StringComparison.Ordinal) || _builtin.Contains(module)
        || _neutral.Contains(module) || module.StartsWith("@nestjs/", StringComparison.Ordinal)
        || module.StartsWith("@fastify/", StringComparison.Ordinal);

    /// <summary>A package of <see cref="TakenBy"/> may be called by a name of the importing file's own.</summary>
    public static bool MayListen(string module) => _mayListen.Contains(module) || _byCall.ContainsKey(module) && module != "@nestjs/core"
        || module.StartsWith("@adonisjs/", StringComparison.Ordinal) || module.StartsWith("@sveltejs/", StringComparison.Ordinal);

    /// <summary>The signals that a package takes once it is called; null where it is none of these, or nobody calls it.</summary>
    public static string[]? TakenBy(string module, IReadOnlyCollection<string> calls) =>
        _byCall.TryGetValue(module, out var package) && (package.Call.Length == 0 || calls.Contains(package.Call)) ? package.Signals : null;
}
