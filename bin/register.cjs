// Runs TypeScript sources as they are. ts-node (with swc) compiles a file once; what it made is kept until the file, or
// what it is compiled with, changes: the usual start loads neither ts-node nor the TypeScript compiler.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

const root = path.join(__dirname, '..')
const cache = path.join(root, 'node_modules/.cache/kubesonic')
const read = (file) => readFileSync(file, 'utf8')
const hash = (...texts) =>
  texts.reduce((sum, text) => sum.update(text), createHash('sha1')).digest('hex')
const tools = hash(
  ...['tsconfig.json', 'package-lock.json'].map((file) => read(path.join(root, file))),
)

Module._extensions['.ts'] = (module, file) => module._compile(compiled(file), file)

/** JavaScript with its source map at the end, where stack traces find it. */
function compiled(file) {
  const source = read(file)
  const key = `\n// ${hash(tools, file, source)}\n`
  const before = kept(file)
  if (before.endsWith(key)) return before
  const javaScript = compiler().compile(source, file)
  keep(file, javaScript + key)
  return javaScript
}

/** One place for each source, so that the folder does not grow with every change. */
const placeOf = (file) =>
  path.join(cache, `${path.relative(root, file).replaceAll(path.sep, '+')}.js`)

function kept(file) {
  try {
    return read(placeOf(file))
  } catch {
    return ''
  }
}

/** Whole or not at all, as other processes do the same. Where nothing can be written, compiling each time does, too. */
function keep(file, text) {
  const draft = `${placeOf(file)}.${process.pid}`
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(draft, text)
    renameSync(draft, placeOf(file))
  } catch {}
}

let service
const compiler = () => (service ??= require('ts-node').create({ cwd: root }))

require('@cspotcode/source-map-support').install({
  environment: 'node',
  retrieveFile: (file) => (file.endsWith('.ts') ? kept(file) : ''),
})
