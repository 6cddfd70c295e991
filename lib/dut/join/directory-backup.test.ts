import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { directoryBackup } from './directory-backup'

for (const shell of ['dash', 'bash'] as const) {
  const inFolder = (t: TestContext): { folder: string; run: (script: string) => string } => {
    const folder = mkdtempSync(join(tmpdir(), 'directory-backup-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const run = (script: string): string =>
      execFileSync(
        shell,
        ['-euc', `cd ${folder}; d=${folder}/var/kubelet\n${directoryBackup.script}\n${script}`],
        { encoding: 'utf8' },
      )
    return { folder, run }
  }

  test(`${shell}: a directory is put back with its modes and links, and what came later is gone`, (t) => {
    const { folder, run } = inFolder(t)
    mkdirSync(join(folder, 'var/kubelet/pki dir'), { recursive: true })
    writeFileSync(join(folder, 'var/kubelet/pki dir/key'), 'k')
    chmodSync(join(folder, 'var/kubelet/pki dir/key'), 0o640)
    chmodSync(join(folder, 'var/kubelet'), 0o711)
    symlinkSync('key', join(folder, 'var/kubelet/link'))
    const look = "find var -printf '%p %M %l\\n' | sort"
    const before = run(`keep_directory "$d" store; ${look}`)
    run(`rm -rf "$d"; mkdir -p "$d/pods"; touch "$d/link"`)
    assert.equal(run(`put_directory_back "$d" store; ${look}`), before)
    assert.equal(run(`put_directory_back "$d" store; ${look}`), before, 'once more')
  })

  test(`${shell}: a directory that was not there goes, with its parent`, (t) => {
    const { run } = inFolder(t)
    run(`keep_directory "$d" store; mkdir -p "$d/pods"; put_directory_back "$d" store`)
    assert.equal(run('ls'), 'store\n')
  })

  test(`${shell}: what is mounted below it is unmounted first, the innermost first`, (t) => {
    const { run } = inFolder(t)
    const unmounted = run(`
      awk() { case $2 in "below=$d/") printf '%s\\n' "$d/pods/a" "$d/pods/a/b" ;; esac; }
      umount() { echo "$*"; [ "$1" = -l ] || [ "$1" != "$d/pods/a" ]; }
      keep_directory "$d" store; mkdir -p "$d/pods"; put_directory_back "$d" store`)
    assert.deepEqual(
      unmounted
        .trim()
        .split('\n')
        .map((line) => line.replace(/\/\S+\/var/, '')),
      ['/kubelet/pods/a/b', '/kubelet/pods/a', '-l /kubelet/pods/a'],
    )
  })

  test(`${shell}: one that was mounted on itself is unmounted, unless it was a mount before`, (t) => {
    const { run } = inFolder(t)
    const mounts = `awk() { case $2 in "at=$d") cat mounted 2>/dev/null || : ;; esac; }`
    const undo = `umount() { echo "umount \${1##*/}"; }; put_directory_back "$d" store`
    run(`${mounts}; keep_directory "$d" store`)
    assert.equal(run(`${mounts}; mkdir -p "$d"; echo x > mounted; ${undo}`), 'umount kubelet\n')
    run(`${mounts}; mkdir -p "$d"; keep_directory "$d" store`)
    assert.equal(run(`${mounts}; ${undo}`), '')
  })
}
