// All that a program loads, in one file. To find six hundred modules, to read each and what is kept of it, and to see that
// both belong together, was a third of the simulated testbed's start. A module is taken from the pack while its file has the
// size and the time that it had; any other is loaded as it always is, and is in the pack when the process has ended.
const { statSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const codeCache = require('./code-cache.cjs')
const { placeOf } = require('./kept-files.cjs')
const { runScript, scriptOf } = require('./module-script.cjs')
const { openPack, writePack } = require('./pack-file.cjs')

const root = path.join(__dirname, '..')

/** From now on. `tools` tells what compiles from others, and an installation from another. */
exports.loadFromPack = (program, tools) => {
  const place = placeOf(path.join(root, program), 'packs', codeCache.version)
  // A checkout that was copied, with all that is kept, has none of the files that the pack names.
  const madeBy = `${tools} ${root}`
  const pack = openPack(place, madeBy)
  const stamps = new Map()
  const found = { ...pack.found }
  const added = []

  const stampOf = (file) => {
    if (!stamps.has(file)) stamps.set(file, stampNow(file))
    return stamps.get(file)
  }
  const isUnchanged = (file) => pack.modules[file]?.stamp === stampOf(file)

  for (const extension of ['.ts', '.js']) {
    const load = Module._extensions[extension]
    Module._extensions[extension] = (module, file) => {
      const script = isUnchanged(file) ? scriptIn(pack, file) : undefined
      return script ? runScript(script, module) : load(module, file)
    }
  }

  const resolve = Module._resolveFilename
  Module._resolveFilename = (request, parent, isMain, options) => {
    const from = parent?.filename
    if (!from || options) return resolve(request, parent, isMain, options)
    const beside = sourceBeside(request, from)
    const file = beside ?? found[from]?.[request]
    if (file && isUnchanged(file)) return file
    const answer = resolve(request, parent, isMain, options)
    if (!beside && path.isAbsolute(answer)) (found[from] ??= {})[request] = answer
    return answer
  }

  codeCache.keepScriptsBy((file, content, script) => {
    const entry = { file, stamp: stampOf(file), source: Buffer.from(content), code: undefined }
    codeCache.keepCodeOf(script, (code) => (entry.code = code))
    // After the code has been handed out.
    if (added.length === 0) process.on('exit', () => write())
    added.push(entry)
  })

  const write = () => {
    const there = Object.keys(pack.modules).filter(isUnchanged)
    const before = there.map((file) => ({ file, stamp: stampOf(file), ...pack.contentOf(file) }))
    writePack(place, madeBy, [...before, ...added], found)
  }
}

const stampNow = (file) => {
  const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {}
  return `${size} ${mtimeMs}`
}

const scriptIn = (pack, file) => {
  const { source, code } = pack.contentOf(file)
  const script = scriptOf(source.toString(), file, code)
  return script.cachedDataRejected ? undefined : script
}

/** A source beside a source is where it is said to be; a package's modules are where they were, as no other was installed. */
const sourceBeside = (request, from) =>
  request.startsWith('.') && from.endsWith('.ts')
    ? `${path.resolve(path.dirname(from), request)}.ts`
    : undefined
