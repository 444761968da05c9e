'use strict';
// The real server with the protocol library of Visual Studio Code's own client: DOCKERLINT=/path/to/dockerlint npm test
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { pathToFileURL } = require('node:url');
const protocol = require('vscode-languageserver-protocol/node');

const COMMAND = process.env.DOCKERLINT;
const skip = COMMAND ? false : 'DOCKERLINT names no command';

async function session(capabilities, use) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlint-')));
  const files = {
    'Dockerfile': ['dockerfile', 'FROM debian:12\nCOPY entry.sh /entry.sh\nENTRYPOINT ["/entry.sh"]\nCMD ["node", "server.js"]\n'],
    'entry.sh': ['shellscript', '#!/bin/sh\nset -e\nexec "$@"\n'],
  };
  const uri = (name) => pathToFileURL(path.join(folder, name)).href;
  const server = spawn(COMMAND, ['lsp'], { cwd: folder });
  const client = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(server.stdout), new protocol.StreamMessageWriter(server.stdin));
  const pushed = [];
  let arrived = () => {};
  client.onNotification(protocol.PublishDiagnosticsNotification.type, (told) => { pushed.push(told); arrived(); });
  client.onRequest(protocol.DiagnosticRefreshRequest.type, () => {});
  client.listen();
  await client.sendRequest(protocol.InitializeRequest.type,
    { processId: process.pid, rootUri: uri(''), workspaceFolders: [{ uri: uri(''), name: 'work' }], capabilities });
  await client.sendNotification(protocol.InitializedNotification.type, {});
  for (const [name, [languageId, text]] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), text);
    await client.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument: { uri: uri(name), languageId, version: 1, text } });
  }
  const published = async (name, code) => {
    while (!pushed.some((told) => told.uri === uri(name) && told.diagnostics.some((found) => found.code === code))) {
      await new Promise((resolve) => { arrived = resolve; });
    }
  };
  const withoutExec = () => client.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: uri('entry.sh'), version: 2 },
    contentChanges: [{ range: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } }, text: '' }],
  });
  await use({ client, uri, published, withoutExec });
  await client.sendRequest(protocol.ShutdownRequest.type);
  const ended = new Promise((resolve) => server.on('exit', resolve));
  await client.sendNotification(protocol.ExitNotification.type);
  assert.strictEqual(await ended, 0);
  client.dispose();
  fs.rmSync(folder, { recursive: true });
}

test('an unsaved change of the script is pushed, explained and mended', { skip, timeout: 60_000 }, () =>
  session({ textDocument: { publishDiagnostics: { relatedInformation: true }, hover: { contentFormat: ['markdown'] } } },
    async ({ client, uri, published, withoutExec }) => {
      await withoutExec();
      await published('entry.sh', 'STOP2004');
      const textDocument = { uri: uri('entry.sh') }, position = { line: 2, character: 1 };
      const hover = await client.sendRequest(protocol.HoverRequest.type, { textDocument, position });
      assert.match(hover.contents.value, /STOP2004 EntrypointScriptWithoutExec/);
      const actions = await client.sendRequest(protocol.CodeActionRequest.type,
        { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } });
      assert.deepStrictEqual(actions[0].edit.changes[uri('entry.sh')].map((edit) => edit.newText), ['exec ']);
    }));

test('the same is pulled by a client that asks', { skip, timeout: 60_000 }, () =>
  session({ textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } }, async ({ client, uri, withoutExec }) => {
    const pull = async () => (await client.sendRequest(protocol.DocumentDiagnosticRequest.type, { textDocument: { uri: uri('entry.sh') } })).items;
    assert.deepStrictEqual(await pull(), []);
    await withoutExec();
    assert.deepStrictEqual((await pull()).map((found) => found.code), ['STOP2004']);
  }));
