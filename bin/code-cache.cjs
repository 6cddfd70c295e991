// Keeps what V8 makes of JavaScript, our own and our dependencies': the next process that loads it compiles nothing,
// which is a fifth of the simulated testbed's start. Node's own cache, from 22 on, keeps no module's body that V8 threw away.
const { hash } = require('node:crypto')
const Module = require('node:module')
const { cachedDataVersionTag, setFlagsFromString } = require('node:v8')
const { keep, kept, placeOf } = require('./kept-files.cjs')
const { runScript, scriptOf } = require('./module-script.cjs')

/** Scripts whose code is to be kept, each with what keeps it. */
const fresh = []

/** `take` gets the code of a script as the process ends: with the functions that have been called by then. */
exports.keepCodeOf = (script, take) => {
  if (fresh.length === 0) beginKeeping()
  fresh.push({ script, take })
}

/** V8 throws away the code of what did not run lately, first of all of a module's body, which runs once. */
function beginKeeping() {
  setFlagsFromString('--no-flush-bytecode')
  process.on('exit', () => {
    // Code is for processes with the flags that this one was started with.
    setFlagsFromString('--flush-bytecode')
    for (const { script, take } of fresh) take(script.createCachedData())
  })
}

/** This V8, and the flags that it was started with: looked at before `beginKeeping` sets others. */
exports.version = String(cachedDataVersionTag())

const kind = ['code', exports.version]

/** In a file for each module, after a digest of its source. Only what was compiled now, `isNew`, is written. */
let keepScript = (filename, content, script, isNew) => {
  if (!isNew) return
  const place = placeOf(filename, ...kind)
  exports.keepCodeOf(script, (code) => keep(place, Buffer.concat([digestOf(content), code])))
}

/** What is told of every script, in place of keeping it in a file of its own. */
exports.keepScriptsBy = (keeper) => {
  keepScript = keeper
}

/** Of every CommonJS module that is loaded from now on. */
exports.cacheCode = () => {
  const compile = Module.prototype._compile

  Module.prototype._compile = function (content, filename, format) {
    const cachedData = format === 'module' ? undefined : codeOf(content, filename)
    const script = format === 'module' ? undefined : scriptOf(content, filename, cachedData)
    if (!script) return compile.call(this, content, filename, format)
    keepScript(filename, content, script, !cachedData || script.cachedDataRejected)
    return runScript(script, this)
  }
}

const digestOf = (content) => hash('sha1', content, 'buffer')

/** What was made of this very source. */
const codeOf = (content, filename) => {
  const [digest, before] = [digestOf(content), kept(placeOf(filename, ...kind))]
  return before?.subarray(0, digest.length).equals(digest)
    ? before.subarray(digest.length)
    : undefined
}
