// A CommonJS module as a script of its own, as Node would compile and run it: such a script can be had with code that V8
// has made before.
const Module = require('node:module')
const path = require('node:path')
const { Script } = require('node:vm')

/** Two megabytes. The two native packages that it may import are no dependencies of ours: that fails either way. */
const importsInVain = path.join('just-bash', 'dist', 'bundle', 'index.cjs')

// What is put before a module does not count in its first line.
const columnOffset = -Module.wrap('\0').indexOf('\0')

/** The script; undefined for what is left to Node: V8 does not keep how a module imports another one. */
exports.scriptOf = (content, filename, cachedData) => {
  if (content.includes('import(') && !filename.endsWith(importsInVain)) return undefined
  const source = Module.wrap(content.replace(/^#!.*/, ''))
  try {
    return new Script(source, { filename, cachedData, columnOffset })
  } catch {
    // An ES module that does not say so, or a mistake, which Node tells best.
    return undefined
  }
}

exports.runScript = (script, module) => {
  const { exports, filename } = module
  const run = script.runInThisContext()
  return run.call(exports, exports, requireOf(module), module, filename, path.dirname(filename))
}

function requireOf(module) {
  const require = (request) => module.require(request)
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options)
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module)
  require.main = process.mainModule
  require.extensions = Module._extensions
  require.cache = Module._cache
  return require
}
