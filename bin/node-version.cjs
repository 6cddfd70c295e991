// Old syntax on purpose: an old Node must be able to read this file and say that it is too old.
var engines = require('../package.json').engines.node

/** What is wrong with this version of Node, in words; undefined when it will do. */
exports.complaint = function (version) {
  var have = parse(version)
  var fits = engines.split('||').some(function (range) {
    var wanted = parse(range)
    var sameMajor = have.major === wanted.major && have.minor >= wanted.minor
    return /^\s*>=/.test(range) ? have.major >= wanted.major : sameMajor
  })
  if (fits) return undefined
  return 'Node ' + version + ' will not do: kubesonic-acceptance needs ' + engines + '.'
}

function parse(text) {
  var found = /(\d+)(?:\.(\d+))?/.exec(text)
  return { major: Number(found[1]), minor: Number(found[2] || 0) }
}
