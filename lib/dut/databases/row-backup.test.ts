import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { rowBackup } from './row-backup'

const folder = mkdtempSync(join(tmpdir(), 'kubesonic-row-'))
after(() => rmSync(folder, { recursive: true }))

/** A database of one row, as a directory of files: enough of sonic-db-cli to keep and put back a row. */
const sonicDbCli = `#!/bin/sh
cd '${folder}'
case $2 in
  HKEYS) [ ! -e broken ] || exit 1; ls row 2>/dev/null || : ;;
  HGET) cat "row/$4" ;;
  DEL) rm -rf row; echo DEL >> writes; echo 1 ;;
  HDEL) rm "row/$4"; echo "HDEL $4" >> writes; echo 1 ;;
  HSET) mkdir -p row; shift 3; echo "HSET $#" >> writes; while [ $# -gt 0 ]; do echo "$2" > "row/$1"; shift 2; done ;;
esac`
writeFileSync(join(folder, 'sonic-db-cli'), sonicDbCli)
chmodSync(join(folder, 'sonic-db-cli'), 0o755)

const shells = ['dash', 'bash'].filter((shell) => {
  try {
    execFileSync(shell, ['-c', ':'])
    return true
  } catch {
    return false
  }
})

for (const shell of shells) {
  const run = (script: string): string =>
    execFileSync(shell, ['-euc', `cd ${folder}; ${rowBackup.script}\n${script}`], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
    })

  test(`${shell}: a changed row is put back in one write, spaces and all, and is never away`, () => {
    run(`sonic-db-cli D HSET K update_time '2026-11-23 08:16:28' ip 10.250.0.1; keep_row D K kept`)
    run(`sonic-db-cli D HSET K ip 1.2.3.4 disable True; rm writes; put_row_back D K kept`)
    assert.equal(
      run('cd row; head -n 9 *').trim(),
      ['==> ip <==', '10.250.0.1', '', '==> update_time <==', '2026-11-23 08:16:28'].join('\n'),
    )
    assert.equal(run('cat writes'), 'HSET 4\nHDEL disable\n')
  })

  test(`${shell}: a row that is as it was is not written`, () => {
    run('sonic-db-cli D HSET K ip 10.250.0.1; keep_row D K kept; rm writes; put_row_back D K kept')
    assert.equal(run('ls writes 2>/dev/null || :'), '')
  })

  test(`${shell}: a database that does not answer is no empty row`, () => {
    run('sonic-db-cli D HSET K ip 1.2.3.4; keep_row D K kept; : > broken')
    try {
      assert.throws(() => run('keep_row D K kept'))
      assert.throws(() => run('put_row_back D K kept'))
    } finally {
      run('rm broken')
    }
  })

  test(`${shell}: a row that was not there is gone again`, () => {
    run('rm -rf row; keep_row D K kept; sonic-db-cli D HSET K ip 1.2.3.4; put_row_back D K kept')
    assert.equal(run('ls -d row 2>/dev/null || :'), '')
  })
}
