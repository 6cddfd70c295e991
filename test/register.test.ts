import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'

const root = path.join(__dirname, '..')
const run = promisify(execFile)

const where = `
  interface Place { readonly line: string }
  const place: Place = { line: new Error('here').stack?.split('\\n')[1]?.trim() ?? '' }
  const compiled = Object.keys(require.cache).some((file) => /@swc/.test(file))
  console.log(JSON.stringify({ place, compiled }))
`

test('a source is compiled once, again when it has changed, and stack traces name its lines', async (t) => {
  const file = path.join(newFolder(t), 'where.ts')
  const told = async (): Promise<unknown> => JSON.parse(await registered(file))
  const at = (line: number): object => ({ line: `at Object.<anonymous> (${file}:${line}:32)` })

  writeFileSync(file, where)
  assert.deepEqual(await told(), { place: at(3), compiled: true })
  assert.deepEqual(await told(), { place: at(3), compiled: false })
  writeFileSync(file, `\n\n${where}`)
  assert.deepEqual(await told(), { place: at(5), compiled: true })
})

test('a source that was kept is named by its own lines beside one that is compiled', async (t) => {
  const folder = newFolder(t)
  const [kept, fresh] = ['kept.ts', 'fresh.ts'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ]
  writeFileSync(
    kept,
    `interface A { readonly a: 1 }\n\nexport const line = new Error().stack?.split('\\n')[1]\n`,
  )
  writeFileSync(fresh, `import { line } from './kept'\nconsole.log(line)\n`)
  await registered(kept)
  assert.match(await registered(fresh), /kept\.ts:3:/)
})

const surroundings = `'use strict'; const trace = () => new Error().stack.split('\\n').slice(0, 3)
const strict = (function () { return this === undefined })()
console.log(JSON.stringify({
  trace: trace(), strict, names: [__filename, __dirname, module.id, module.loaded],
  main: require.main === module, itself: require.cache[__filename] === module, exports: this === exports,
  resolved: [require.resolve('./importing.cjs'), require.resolve.paths('x'), Object.keys(require.extensions)[0]],
}))
require('./importing.cjs')
console.log(require('./declared.mjs'), require('./undeclared.js'))
try { require('./mistaken.cjs') } catch (error) { console.log(error.stack.slice(0, error.stack.indexOf('    at '))) }
`

test('a module finds what Node gives it, when its code is compiled and when it was kept', async (t) => {
  const folder = newFolder(t)
  const file = path.join(folder, 'surroundings.cjs')
  writeFileSync(file, surroundings)
  const others = {
    'importing.cjs': `import('node:path').then(({ sep }) => console.log(sep))`,
    'declared.mjs': 'export const here = import.meta.url',
    'undeclared.js': 'export default 1',
    'mistaken.cjs': '\nlet = = 1',
  }
  for (const [name, source] of Object.entries(others))
    writeFileSync(path.join(folder, name), source)
  const { stdout } = await run(process.execPath, [file])
  assert.equal(await registered(file), stdout)
  assert.equal(await registered(file), stdout)
})

const packed = (program: string, module: string): string => `
  const { tools } = require(${JSON.stringify(path.join(root, 'bin/register.cjs'))})
  require(${JSON.stringify(path.join(root, 'bin/pack.cjs'))}).loadFromPack('${program}', tools)
  console.log(require(${JSON.stringify(module)}).told)
`

test('a program loads its modules from its pack while their files have the size and time that they had', async (t) => {
  const folder = newFolder(t)
  const program = path.basename(folder)
  const [module, beside] = [path.join(folder, 'module.ts'), path.join(folder, 'beside.ts')]
  const told = async (cwd = root): Promise<string> =>
    (await run(process.execPath, ['-e', packed(program, module)], { cwd })).stdout.trim()
  const at = new Date('2026-01-01')
  const write = (text: string, time: Date): void => {
    writeFileSync(beside, `export const text: string = '${text}'\n`)
    utimesSync(beside, time, time)
  }

  writeFileSync(
    module,
    `import { text } from './beside'\n\nexport const told = [text, /module\\.ts:\\d/.exec(String(new Error().stack))].join()\n`,
  )
  write('one', at)
  // As in a checkout that is new.
  forget('bin+pack')
  assert.equal(await told(), 'one,module.ts:3')
  // Nobody does that: it shows that the file was not read.
  write('two', at)
  assert.equal(await told(), 'one,module.ts:3')
  assert.equal(await told(folder), 'one,module.ts:3', 'wherever it is started')
  write('two', new Date('2026-01-02'))
  assert.equal(await told(), 'two,module.ts:3')
  for (const place of placesOf('packs/')) if (place.endsWith(program)) truncateSync(place, 5)
  assert.equal(await told(), 'two,module.ts:3')
})

const registered = async (file: string): Promise<string> => {
  const { stdout } = await run(process.execPath, ['-r', './bin/register.cjs', file], { cwd: root })
  return stdout
}

const newFolder = (t: TestContext): string => {
  const caches = path.join(root, 'node_modules/.cache')
  mkdirSync(caches, { recursive: true })
  const folder = mkdtempSync(path.join(caches, 'register-'))
  t.after(() => rmSync(folder, { recursive: true }))
  t.after(() => forget(path.basename(folder)))
  return folder
}

const forget = (folder: string): void => {
  for (const place of placesOf(folder)) rmSync(place)
}

/** What is kept of it. */
const placesOf = (name: string): readonly string[] => {
  const cache = path.join(root, 'node_modules/.cache/kubesonic')
  return readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes(name))
    .map((file) => path.join(cache, file))
}
