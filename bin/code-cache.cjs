// Keeps what V8 makes of JavaScript, our own and our dependencies': the next process that loads it compiles nothing,
// which is a fifth of the simulated testbed's start. From Node 22 on Node does so by itself.
const { hash } = require('node:crypto')
const Module = require('node:module')
const path = require('node:path')
const { cachedDataVersionTag } = require('node:v8')
const { Script } = require('node:vm')
const { keep, kept, placeOf } = require('./kept-files.cjs')

/** Two megabytes. The two native packages that it may import are no dependencies of ours: that fails either way. */
const importsInVain = path.join('just-bash', 'dist', 'bundle', 'index.cjs')

/** Of every CommonJS module that is loaded from now on. */
exports.cacheCode = () => {
  if (Module.enableCompileCache) Module.enableCompileCache(placeOf('', 'code'))
  else compileFromCache()
}

function compileFromCache() {
  // V8 takes what the same V8 has made, with the same options.
  const kind = ['code', String(cachedDataVersionTag())]
  const fresh = []
  const compile = Module.prototype._compile
  // What is put before a module does not count in its first line.
  const columnOffset = -Module.wrap('\0').indexOf('\0')

  /** The script; undefined for what is left to Node: V8 does not keep how a module imports another one. */
  const scriptOf = (content, filename, format) => {
    if (format === 'module') return undefined
    if (content.includes('import(') && !filename.endsWith(importsInVain)) return undefined
    const source = Module.wrap(content.replace(/^#!.*/, ''))
    const [place, digest] = [placeOf(filename, ...kind), hash('sha1', source, 'buffer')]
    const cachedData = codeOf(digest, kept(place))
    try {
      const script = new Script(source, { filename, cachedData, columnOffset })
      if (!cachedData || script.cachedDataRejected) fresh.push({ place, digest, script })
      return script
    } catch {
      // An ES module that does not say so, or a mistake, which Node tells best.
      return undefined
    }
  }

  Module.prototype._compile = function (content, filename, format) {
    const script = scriptOf(content, filename, format)
    if (!script) return compile.call(this, content, filename, format)
    const directory = path.dirname(filename)
    const run = script.runInThisContext()
    return run.call(this.exports, this.exports, requireOf(this), this, filename, directory)
  }
  // With the functions that have been called by then.
  process.on('exit', () => {
    for (const { place, digest, script } of fresh)
      keep(place, Buffer.concat([digest, script.createCachedData()]))
  })
}

/** What was made of this very source. */
const codeOf = (digest, content) =>
  content?.subarray(0, digest.length).equals(digest) ? content.subarray(digest.length) : undefined

function requireOf(module) {
  const require = (request) => module.require(request)
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options)
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module)
  require.main = process.mainModule
  require.extensions = Module._extensions
  require.cache = Module._cache
  return require
}
