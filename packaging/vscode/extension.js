'use strict';
// Starts `dockerlint lsp` and hands it what can hold a stop: nothing else happens here.
const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const INSTALL = 'https://github.com/shutdown-toolkit/shutdown-toolkit/blob/main/docs/install.md';

let client;

/** The setting, else the PATH's; undefined: there is none. Never a file of the workspace, which may be a stranger's. */
function findCommand() {
  const configured = vscode.workspace.getConfiguration('dockerlint').get('path');
  if (configured) {
    return path.isAbsolute(configured) && fs.existsSync(configured) ? configured : undefined;
  }
  const names = process.platform === 'win32' ? ['dockerlint.exe'] : ['dockerlint'];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (path.isAbsolute(folder) && isExecutable(file)) {
        return file;
      }
    }
  }
  return undefined;
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function start() {
  const command = findCommand();
  if (command === undefined) {
    const configured = vscode.workspace.getConfiguration('dockerlint').get('path');
    const chosen = await vscode.window.showErrorMessage(
      configured
        ? `dockerlint.path: ${configured} is not there, or is no full path.`
        : 'The dockerlint command is not on the PATH. Install it (dotnet tool install --global ShutdownToolkit.Dockerlint), or set dockerlint.path.',
      'How to install', 'Open the setting');
    if (chosen === 'How to install') {
      await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
    } else if (chosen === 'Open the setting') {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'dockerlint.path');
    }
    return;
  }
  client = new LanguageClient('dockerlint', 'dockerlint', { command, args: ['lsp'] }, {
    documentSelector: ['dockerfile', 'dockercompose', 'shellscript', 'yaml', 'json'].map((language) => ({ scheme: 'file', language })),
  });
  await client.start();
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('dockerlint.restart', async () => { await stop(); await start(); }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('dockerlint.path')) {
        await stop();
        await start();
      }
    }));
  await start();
};

exports.deactivate = stop;
