import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'

const script = path.join(__dirname, '../../bin/node-version.cjs')

/** What bin/node-version.cjs says of a version; run by itself, as it has to be without TypeScript. */
const complaintAbout = (version: string): string =>
  spawnSync(process.execPath, [
    '-p',
    `String(require(${JSON.stringify(script)}).complaint('${version}'))`,
  ])
    .stdout.toString()
    .trim()

test('versions in range are accepted', () => {
  for (const version of ['v20.19.0', 'v22.12.0', 'v24.0.0', 'v26.1.0']) {
    assert.equal(complaintAbout(version), 'undefined')
  }
})

test('versions out of range are refused, with what is needed', () => {
  for (const version of ['v18.20.0', 'v20.18.3', 'v21.7.0', 'v22.11.0', 'v23.11.0']) {
    assert.match(complaintAbout(version), new RegExp(`Node ${version} will not do: .* needs \\^20`))
  }
})
