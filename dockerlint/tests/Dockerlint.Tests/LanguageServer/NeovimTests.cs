using System.Diagnostics;
using System.Text.RegularExpressions;
using Dockerlint.Tests.Cli;
using Dockerlint.Tests.Pages;

namespace Dockerlint.Tests.LanguageServer;

/// <summary>An editor as people have it: Neovim without a screen, the configuration of docs/editor.md, and the command as a process.</summary>
public sealed partial class NeovimTests : IDisposable
{
    private const string Steps = """
        local root = vim.fn.getcwd()
        local function fail(what)
          io.stderr:write('FAILED: ' .. what .. '\n' .. vim.inspect(vim.diagnostic.get()) .. '\n')
          vim.cmd('cquit 3')
        end
        local function wait(what, condition)
          if not vim.wait(60000, condition, 20) then fail(what) end
        end
        local function codes(buffer)
          return table.concat(vim.tbl_map(function(d) return d.code or d.user_data.lsp.code end, vim.diagnostic.get(buffer)), ' ')
        end

        vim.cmd('edit Dockerfile')
        wait('the client is attached', function() return not vim.tbl_isempty(vim.lsp.buf_get_clients(0)) end)
        vim.cmd('edit entry.sh')
        local script = vim.api.nvim_get_current_buf()
        wait('the client is attached to the script', function() return not vim.tbl_isempty(vim.lsp.buf_get_clients(script)) end)
        if #vim.diagnostic.get() > 0 then fail('nothing is wrong yet') end

        vim.cmd('normal! 3Gdw')
        wait('the finding appears while the script is typed', function() return codes(script):find('STOP2004') end)
        if vim.bo.modified == false then fail('the script is not saved') end

        vim.api.nvim_win_set_cursor(0, { 3, 1 })
        vim.lsp.buf.hover()
        wait('the hover shows the rule', function()
          for _, window in ipairs(vim.api.nvim_list_wins()) do
            local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
            if vim.api.nvim_win_get_config(window).relative ~= '' and text:find('EntrypointScriptWithoutExec') then return true end
          end
        end)

        vim.ui.select = function(items, options, choose)
          for index, item in ipairs(items) do
            if not options.format_item(item):find('Ignore') then return choose(item, index) end
          end
          fail('a fix is offered')
        end
        vim.lsp.buf.code_action()
        wait('the fix is applied', function() return vim.api.nvim_buf_get_lines(script, 2, 3, false)[1] == 'exec "$@"' end)
        wait('the finding is gone', function() return codes(script) == '' end)
        io.stderr:write('DONE\n')
        vim.cmd('qall!')
        """;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Typing_Hover_AndCodeAction()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/nvim"), "Neovim is not installed (apt-get install neovim)");
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/editor.md"));
        _folder.Write("init.lua", LuaBlock().Match(page).Groups[1].Value).Write("steps.lua", Steps)
            .Write("bin/dockerlint", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "dockerlint.dll")}' \"$@\"\n")
            .Write("repo/Dockerfile", "FROM debian:12\nCOPY entry.sh server /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"/server\"]\n")
            .Write("repo/entry.sh", "#!/bin/sh\nset -e\nexec \"$@\"\n").Write("repo/server", "x");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullPath("bin/dockerlint"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo("/usr/bin/nvim", ["--headless", "-n", "-i", "NONE", "-u", "../init.lua", "-c", "luafile ../steps.lua"])
        {
            WorkingDirectory = _folder.FullPath("repo"), RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = _folder.FullPath("bin") + ":" + start.Environment["PATH"];
        start.Environment["HOME"] = start.Environment["XDG_CACHE_HOME"] = start.Environment["XDG_STATE_HOME"] = _folder.Path;

        using var neovim = Process.Start(start)!;
        neovim.StandardInput.Close();
        var said = neovim.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var killed = patience.Token.Register(() => neovim.Kill(entireProcessTree: true));
        await neovim.WaitForExitAsync(CancellationToken.None);

        Assert.Contains("DONE", await said, StringComparison.Ordinal);
        Assert.Equal(0, neovim.ExitCode);
    }

    [GeneratedRegex("```lua\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex LuaBlock();
}
