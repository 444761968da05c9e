'use strict';
// The extension without Visual Studio Code: its API and the client are stood in for, the command and the PATH are real files.
const assert = require('node:assert');
const fs = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');

/** Activates it anew. */
async function activate({ setting = '', folders = [] }) {
  const seen = { started: [], messages: [], stopped: 0, commands: new Map(), changed: undefined };
  const vscode = {
    workspace: {
      getConfiguration: () => ({ get: () => setting }),
      onDidChangeConfiguration: (listener) => { seen.changed = listener; return {}; },
    },
    window: { showErrorMessage: async (message) => { seen.messages.push(message); } },
    commands: { registerCommand: (name, run) => { seen.commands.set(name, run); return {}; }, executeCommand: async () => {} },
    env: { openExternal: async () => {} },
    Uri: { parse: (text) => text },
  };
  class LanguageClient {
    constructor(id, name, server, options) { Object.assign(this, { server, options }); }
    async start() { seen.started.push(this); }
    async stop() { seen.stopped++; }
  }
  const load = Module._load;
  const before = process.env.PATH;
  Module._load = (name, ...rest) => name === 'vscode' ? vscode : name === 'vscode-languageclient/node' ? { LanguageClient } : load(name, ...rest);
  process.env.PATH = folders.join(path.delimiter);
  try {
    delete require.cache[require.resolve('./extension.js')];
    const extension = require('./extension.js');
    await extension.activate({ subscriptions: [] });
    await seen.commands.get('dockerlint.restart')();
    return seen;
  } finally {
    Module._load = load;
    process.env.PATH = before;
  }
}

function folderWith(mode) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dockerlint-'));
  fs.writeFileSync(path.join(folder, 'dockerlint'), '#!/bin/sh\n', { mode });
  return folder;
}

test('the command of the PATH is started, and started anew', async () => {
  const folder = folderWith(0o755);
  const seen = await activate({ folders: ['relative', '/nowhere', folder] });
  assert.deepStrictEqual(seen.started.map((client) => client.server),
    Array(2).fill({ command: path.join(folder, 'dockerlint'), args: ['lsp'] }));
  assert.strictEqual(seen.stopped, 1);
  assert.deepStrictEqual(seen.messages, []);
  assert.ok(seen.started[0].options.documentSelector.some((selector) => selector.language === 'shellscript'));
});

test('the setting goes before the PATH', async () => {
  const file = path.join(folderWith(0o755), 'dockerlint');
  assert.strictEqual((await activate({ setting: file, folders: [folderWith(0o755)] })).started[0].server.command, file);
});

test('what is not executable, or not there, is said', async () => {
  for (const given of [{ folders: [folderWith(0o644)] }, { folders: [] }, { setting: '/nowhere/dockerlint', folders: [folderWith(0o755)] },
    { setting: './dockerlint', folders: [] }]) {
    const seen = await activate(given);
    assert.deepStrictEqual(seen.started, []);
    assert.match(seen.messages[0], given.setting ? /is not there/ : /Install it/);
  }
});

test('the path is a setting of the machine: no workspace names a program to run', () => {
  const { contributes, activationEvents } = require('./package.json');
  assert.strictEqual(contributes.configuration.properties['dockerlint.path'].scope, 'machine');
  for (const language of ['dockerfile', 'dockercompose', 'shellscript', 'yaml']) {
    assert.ok(activationEvents.includes('onLanguage:' + language));
  }
});
