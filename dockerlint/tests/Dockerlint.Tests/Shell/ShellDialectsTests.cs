using Dockerlint.Shell;

namespace Dockerlint.Tests.Shell;

public class ShellDialectsTests
{
    [Theory]
    [InlineData("/bin/sh", ShellDialect.Posix)]
    [InlineData("dash", ShellDialect.Posix)]
    [InlineData("/bin/ash", ShellDialect.Posix)]
    [InlineData("/bin/busybox", ShellDialect.Posix)]
    [InlineData("/usr/local/bin/bash", ShellDialect.Bash)]
    [InlineData("C:\\msys64\\usr\\bin\\bash.exe", ShellDialect.Bash)]
    [InlineData("ksh", ShellDialect.Bash)]
    [InlineData("/bin/zsh", ShellDialect.Bash)]
    [InlineData("python3", null)]
    [InlineData("/usr/bin/node", null)]
    [InlineData("perl", null)]
    [InlineData("/sbin/tini", null)]
    [InlineData("", null)]
    [InlineData("#!/bin/sh -e\nfoo", ShellDialect.Posix)]
    [InlineData("#! /bin/bash\r\nfoo", ShellDialect.Bash)]
    [InlineData("#!/usr/bin/env bash", ShellDialect.Bash)]
    [InlineData("#!/usr/bin/env -S bash -e", ShellDialect.Bash)]
    [InlineData("#!/usr/bin/env -S -u X A=1 sh", ShellDialect.Posix)]
    [InlineData("#!/usr/bin/env python3", null)]
    [InlineData("#!/bin/busybox sh", ShellDialect.Posix)]
    [InlineData("#!/usr/bin/with-contenv sh", ShellDialect.Posix)]
    [InlineData("#!/command/with-contenv bash", ShellDialect.Bash)]
    [InlineData("#!/command/execlineb -P", null)]
    [InlineData("#!", null)]
    public void Interpreter_Dialect(string path, ShellDialect? expected) => Assert.Equal(expected, ShellDialects.FromInterpreter(path));
}
