import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const root = path.join(__dirname, '..')
const run = promisify(execFile)
const where = `
  interface Place { readonly line: string }
  const place: Place = { line: new Error('here').stack?.split('\\n')[1]?.trim() ?? '' }
  const compilers = Object.keys(require.cache).filter((file) => /ts-node|@swc/.test(file))
  console.log(JSON.stringify({ place, compiled: compilers.length > 0 }))
`

test('a source is compiled once, again when it has changed, and stack traces name its lines', async (t) => {
  const caches = path.join(root, 'node_modules/.cache')
  mkdirSync(caches, { recursive: true })
  const folder = mkdtempSync(path.join(caches, 'register-'))
  t.after(() => rmSync(folder, { recursive: true }))
  t.after(() => forget(path.basename(folder)))
  const file = path.join(folder, 'where.ts')
  const told = async (): Promise<unknown> => {
    const { stdout } = await run(process.execPath, ['-r', './bin/register.cjs', file], {
      cwd: root,
    })
    return JSON.parse(stdout)
  }
  const at = (line: number): object => ({ line: `at Object.<anonymous> (${file}:${line}:32)` })

  writeFileSync(file, where)
  assert.deepEqual(await told(), { place: at(3), compiled: true })
  assert.deepEqual(await told(), { place: at(3), compiled: false })
  writeFileSync(file, `\n\n${where}`)
  assert.deepEqual(await told(), { place: at(5), compiled: true })
})

const forget = (folder: string): void => {
  const cache = path.join(root, 'node_modules/.cache/kubesonic')
  for (const name of readdirSync(cache)) if (name.includes(folder)) rmSync(path.join(cache, name))
}
