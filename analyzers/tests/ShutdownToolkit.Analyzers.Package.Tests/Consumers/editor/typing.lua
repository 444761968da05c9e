-- Types in Program.cs, as a person would, and writes what the editor then shows.
local folder, server, report = os.getenv('EDITOR_FOLDER'), os.getenv('EDITOR_SERVER'), io.open(os.getenv('EDITOR_REPORT'), 'w')
local patience = 150000

vim.cmd('edit ' .. folder .. '/Program.cs')
local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({
  name = 'csharp-ls',
  cmd = { server },
  root_dir = folder,
  -- Analyzers are off in this server unless its client asks for them.
  on_init = function(started)
    started.notify('workspace/didChangeConfiguration', { settings = { csharp = { analyzersEnabled = true } } })
  end,
})
vim.lsp.buf_attach_client(buffer, client)

local published = 0
local publish = vim.lsp.handlers['textDocument/publishDiagnostics']
vim.lsp.handlers['textDocument/publishDiagnostics'] = function(...)
  publish(...)
  published = published + 1
end

local function shown()
  local places = {}
  for _, finding in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(places, string.format('%d,%d %s', finding.lnum + 1, finding.col + 1, tostring(finding.code)))
  end
  return table.concat(places, ' ')
end

local function type_line(first, last, text)
  vim.api.nvim_buf_set_lines(buffer, first, last, false, { text })
end

local function say(what, expected)
  vim.wait(patience, function() return published > 0 and shown() == expected end, 200)
  report:write(what .. ': ' .. shown() .. '\n')
  report:flush()
end

local function timeout(seconds)
  return 'builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(' .. seconds .. '));'
end

say('opened', '')
type_line(1, 2, timeout(45))
say('typed', '2,52 STOP3001')
type_line(0, 0, '// the host')
say('moved', '3,52 STOP3001')
type_line(2, 3, timeout(5))
say('repaired', '')
vim.cmd('qa!')
