namespace Docker.Tests.Predictions;

/// <summary>Applications whose source says what they do with a signal; each logs ready, and done at the end of its handler.</summary>
internal static class Programs
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["slow.py"] = Handler("SIGTERM", 0.3),
        ["slow30.py"] = Handler("SIGTERM", 30),
        ["int.py"] = Handler("SIGINT", 0.1),
        ["ignore.py"] =
            "import signal\nimport time\n\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('ready', flush=True)\nwhile True:\n"
                + "    time.sleep(0.1)\n",
        ["none.py"] = "import time\n\nprint('ready', flush=True)\nwhile True:\n    time.sleep(0.1)\n",
        ["interrupt.py"] =
            "import time\n\ntry:\n    print('ready', flush=True)\n    while True:\n        time.sleep(0.1)\nexcept KeyboardInterrupt:\n"
                + "    print('done', flush=True)\n",
        ["term.js"] =
            "const alive = setInterval(() => {}, 1000);\nprocess.on('SIGTERM', () => {\n  console.log('got it');\n"
                + "  setTimeout(() => { console.log('done'); clearInterval(alive); }, 300);\n});\nconsole.log('ready');\n",
        ["none.js"] = "setInterval(() => {}, 1000);\nconsole.log('ready');\n",
    };

    private static string Handler(string signal, double seconds) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
        import os
        import signal
        import time

        told = False


        def handle(number, frame):
            global told
            os.write(1, b"got it\n")
            told = True


        signal.signal(signal.{{signal}}, handle)
        os.write(1, b"ready\n")
        while not told:
            time.sleep(0.05)
        time.sleep({{seconds}})
        os.write(1, b"done\n")

        """).ReplaceLineEndings("\n");
}
