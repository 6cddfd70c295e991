import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileWords } from '../lifecycle/on-machine/file-words.sh'
import { type ClusterSpec } from '../testbed/testbed'
import { keepBeforeStart, noteAfterStart, undoOfStart } from './minikube-undo'

/** Formatted as people do, not as minikube would write it. */
const OTHERS = 'apiVersion: v1\ncurrent-context: "other"   # mine\nclusters: [{name: other}]\n'

/** Adds its cluster to the kubeconfig, and takes it out again; either way it writes the file anew. */
const minikube = `#!/bin/sh
case $1 in
  start) printf 'clusters:\\n- name: other\\n- name: kubesonic\\ncurrent-context: kubesonic\\n' > "$HOME/.kube/config" ;;
  delete) grep -v -e kubesonic "$HOME/.kube/config" > "$HOME/new"; mv "$HOME/new" "$HOME/.kube/config" ;;
esac`

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: a kubeconfig that only minikube has written since is put back to the letter`, (t) => {
    const { run, config } = vmhost(t, shell)
    writeFileSync(config, OTHERS)
    run('keep; start; undo; undo')
    assert.equal(readFileSync(config, 'utf8'), OTHERS)
  })

  test(`${shell}: a kubeconfig that somebody else has written since keeps what they wrote`, (t) => {
    const { run, config } = vmhost(t, shell)
    writeFileSync(config, OTHERS)
    run('keep; start; echo "- name: theirs" >> "$HOME/.kube/config"; undo')
    assert.equal(readFileSync(config, 'utf8'), 'clusters:\n- name: other\n- name: theirs\n')
  })

  test(`${shell}: a start that noted nothing is undone, too`, (t) => {
    const { run, config } = vmhost(t, shell)
    run('keep; undo')
    assert.equal(existsSync(config), false)
  })
}

/** A home directory, with the scripts as shell functions: `keep`, `start`, `undo`. */
function vmhost(t: TestContext, shell: string): { config: string; run: (script: string) => void } {
  const home = mkdtempSync(join(tmpdir(), 'minikube-undo-'))
  t.after(() => rmSync(home, { recursive: true }))
  mkdirSync(join(home, '.kube'))
  const binary = join(home, 'minikube')
  writeFileSync(binary, minikube, { mode: 0o755 })
  const cluster = { profile: 'kubesonic', cache: 'keep' } as ClusterSpec
  const words = `
    ENTRY=${home}/001-cluster
    ${fileWords.script}
    keep() { ${keepBeforeStart.script}
    }
    start() { ${binary} start; ${noteAfterStart.script}
    }
    undo() { ${undoOfStart(binary, cluster).script}
    }`
  const run = (script: string): void =>
    void execFileSync(shell, ['-euc', `${words}\n${script}`], {
      env: { ...process.env, HOME: home },
    })
  return { config: join(home, '.kube/config'), run }
}
