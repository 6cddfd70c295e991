// Runs TypeScript sources as they are. ts-node (with swc) compiles a file once; what it made is kept until the file, or what
// it is compiled with, changes, and so is what V8 makes of it: the usual start loads neither ts-node nor a compiler.
const { hash } = require('node:crypto')
const { existsSync, readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { cacheCode } = require('./code-cache.cjs')
const { keep, kept, placeOf } = require('./kept-files.cjs')
const { linesOf } = require('./source-lines.cjs')
const { nameLinesOfSources } = require('./stack-traces.cjs')

const read = (file) => readFileSync(file, 'utf8')
const root = path.join(__dirname, '..')
const compiledWith = ['tsconfig.json', 'package-lock.json'].map((file) =>
  read(path.join(root, file)),
)
const tools = (exports.tools = hash('sha1', read(__filename) + compiledWith.join('')))
const resolve = Module._resolveFilename

cacheCode()
Module._extensions['.ts'] = (module, file) => module._compile(compiled(file), file)
Module._resolveFilename = (request, parent, ...rest) =>
  sourceBeside(request, parent?.filename) ?? resolve(request, parent, ...rest)
nameLinesOfSources((file) =>
  file.endsWith('.ts') ? kept(placeOfLines(file))?.toString() : undefined,
)

/** What a source names by a relative path is a source: Node would look for .js, .json and .node first. */
function sourceBeside(request, from) {
  if (!request.startsWith('.') || !from?.endsWith('.ts')) return undefined
  const file = `${path.resolve(path.dirname(from), request)}.ts`
  return existsSync(file) ? file : undefined
}

/** JavaScript; where its lines stand in the source is kept beside it, where stack traces find it. */
function compiled(file) {
  const source = read(file)
  const key = `// ${hash('sha1', tools + file + source)}\n`
  const before = kept(javaScriptOf(file))?.toString()
  if (before?.endsWith(key)) return before
  const { code, lines } = compile(source, file)
  keep(placeOfLines(file), JSON.stringify(lines))
  keep(javaScriptOf(file), code + key)
  return code + key
}

const javaScriptOf = (file) => `${placeOf(file)}.js`
const placeOfLines = (file) => `${placeOf(file)}.lines`

/** As tsconfig.json has it: by swc. ts-node puts the map behind the code. */
function compile(source, file) {
  service ??= newService()
  const javaScript = service.compile(source, file)
  const [mark, map] = /\/\/# sourceMappingURL=data:\S*;base64,(\S+)\s*$/.exec(javaScript)
  const lines = linesOf(JSON.parse(Buffer.from(map, 'base64')))
  return { code: javaScript.slice(0, -mark.length), lines }
}

let service

/** Stack traces stay ours: ts-node knows the maps of what it compiles only. */
function newService() {
  const { prepareStackTrace } = Error
  const made = require('ts-node').create({ cwd: root })
  Error.prepareStackTrace = prepareStackTrace
  return made
}
