import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadTestbed } from '../load-testbed'
import { type Testbed } from '../testbed'

/** The least that is a testbed. */
export const minimal = `name: lab
vmhost:
  address: 10.250.0.1
  ssh: { user: root }
duts:
  - name: vlab-01
    address: 10.250.0.101
    ssh: { user: admin }
`

/** What the tests' environment has. */
export const env = { HOME: '/home/me' }

/** What a testbed file of this text comes to. */
export const load = (text: string, more: Record<string, string> = {}): Testbed =>
  inFile(text, (file) => loadTestbed(file, { ...env, ...more }))

/** Lends a file of this text, in a folder of its own. */
export function inFile<T>(text: string, use: (file: string, dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'testbed-'))
  try {
    const file = join(dir, 'lab.yaml')
    writeFileSync(file, text)
    return use(file, dir)
  } finally {
    rmSync(dir, { recursive: true })
  }
}
