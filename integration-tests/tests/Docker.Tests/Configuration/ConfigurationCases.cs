namespace Docker.Tests.Configuration;

/// <summary>Dockerfiles whose effective command, stop signal or shell takes thought; the base image has CMD ["/bin/sh"] and nothing else.</summary>
internal static class ConfigurationCases
{
    private const string From = "FROM shutdown-toolkit/dash\n";

    public static IReadOnlyList<string> All { get; } =
    [
        From,
        From + "CMD [\"a\", \"b\"]\n",
        From + "CMD a b\n",
        From + "CMD [\"a\",]\n",
        From + "CMD ['a', 'b']\n",
        From + "CMD [ \"a\" , \"b c\" ]\n",
        From + "CMD []\n",
        From + "CMD [\"a\\\"b\", \"\\u0041\", \"tab\\t\"]\n",
        From + "CMD a && \\\n    b \\\n    c\n",
        From + "CMD a \\\n# a comment in between\n  b\n",
        From + "CMD   spaced    words  \n",
        From + "cmd a\nCmD b\n",
        From + "CMD a # no comment\n",
        From + "CMD \"quoted words\" 'and others'\n",
        From + "CMD echo $HOME ${PATH}\n",
        From + "ENTRYPOINT [\"e\"]\n",
        From + "ENTRYPOINT [\"e\"]\nCMD [\"c\"]\n",
        From + "ENTRYPOINT e\nCMD c\n",
        From + "CMD [\"c\"]\nENTRYPOINT [\"e\"]\n",
        From + "ENTRYPOINT []\n",
        From + "ENTRYPOINT [\"e\"]\nENTRYPOINT [\"f\", \"g\"]\n",
        From + "ENTRYPOINT [\"e\"]\nCMD c d\n",
        From + "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nCMD a | b\n",
        From + "CMD a\nSHELL [\"/bin/bash\", \"-c\"]\nENTRYPOINT b\n",
        From + "SHELL [\"/bin/bash\", \"-c\"]\nSHELL [\"/bin/sh\", \"-ec\"]\nCMD a\n",
        From + "STOPSIGNAL SIGINT\nCMD [\"a\"]\n",
        From + "STOPSIGNAL INT\nCMD [\"a\"]\n",
        From + "STOPSIGNAL 2\nCMD [\"a\"]\n",
        From + "STOPSIGNAL int\nCMD [\"a\"]\n",
        From + "STOPSIGNAL SIGRTMIN+3\nCMD [\"a\"]\n",
        From + "STOPSIGNAL SIGTERM\nSTOPSIGNAL SIGQUIT\nCMD [\"a\"]\n",
        From + "ARG SIGNAL=SIGUSR1\nSTOPSIGNAL $SIGNAL\nCMD [\"a\"]\n",
        From + "ENV SIGNAL=SIGUSR2\nSTOPSIGNAL ${SIGNAL}\nCMD [\"a\"]\n",
        From + "ARG SIGNAL\nSTOPSIGNAL ${SIGNAL:-SIGHUP}\nCMD [\"a\"]\n",
        From + "STOPSIGNAL \"SIGWINCH\"\nCMD [\"a\"]\n",
        "FROM shutdown-toolkit/dash AS base\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nSTOPSIGNAL SIGINT\nFROM base\n",
        "FROM shutdown-toolkit/dash AS base\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nFROM base\nCMD [\"d\"]\n",
        "FROM shutdown-toolkit/dash AS base\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nFROM base\nENTRYPOINT [\"f\"]\n",
        "FROM shutdown-toolkit/dash AS base\nCMD [\"c\"]\nFROM base\nENTRYPOINT [\"f\"]\n",
        "FROM shutdown-toolkit/dash AS base\nSHELL [\"/bin/bash\", \"-c\"]\nFROM base\nCMD a\n",
        "FROM shutdown-toolkit/dash AS base\nSTOPSIGNAL SIGINT\nFROM shutdown-toolkit/dash\nCMD [\"a\"]\n",
        "FROM shutdown-toolkit/dash AS one\nCMD [\"one\"]\nFROM one AS two\nENTRYPOINT two\nFROM two AS three\nSTOPSIGNAL SIGQUIT\nFROM three\n"
            + "CMD [\"three\"]\n",
        "ARG BASE=shutdown-toolkit/dash\nFROM $BASE\nCMD [\"a\"]\n",
        "ARG BASE=dash\nARG STAGE=shutdown-toolkit/${BASE}\nFROM ${STAGE} AS x\nFROM x\nCMD b\n",
        "# escape=`\nFROM shutdown-toolkit/dash\nCMD a `\n  b\n",
        "FROM shutdown-toolkit/dash\r\nCMD [\"a\"]\r\nSTOPSIGNAL SIGINT\r\n",
        "FROM scratch\nCOPY Dockerfile /\nCMD [\"/a\"]\n",
        "FROM scratch\nCOPY Dockerfile /\nENTRYPOINT a\n",
        "FROM shutdown-toolkit/dash AS base\nENTRYPOINT [\"e\"]\nCMD [\"c\"]\nSTOPSIGNAL SIGINT\nSHELL [\"/bin/bash\", \"-c\"]\n"
            + "FROM scratch\nCOPY --from=base / /\nCMD x\n",
        "FROM scratch\nCOPY --from=shutdown-toolkit/dash / /\nCMD x\n",
    ];
}
