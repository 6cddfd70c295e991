#!/usr/bin/env node
// Old syntax on purpose: an old Node must be able to read this file and say that it is too old.
var path = require('path')
var fs = require('fs')

var complaint = require('./node-version.cjs').complaint(process.version)
if (complaint) {
  console.error(complaint)
  process.exit(2)
}

var root = path.join(__dirname, '..')
// In a checkout the sources run as they are; in the published package there is only dist.
var fromSources = fs.existsSync(path.join(root, 'tsconfig.json'))
var needCucumber = {
  run: '../support/commands/run',
  report: '../support/commands/report',
  matrix: '../support/commands/matrix',
}
// They load hundreds of modules, time and again.
var packed = ['run', 'simulate']
var command = process.argv[2]
var rest = process.argv.slice(3)

if (fromSources) {
  var tools = require('./register.cjs').tools
  if (packed.indexOf(command) >= 0) require('./pack.cjs').loadFromPack(command, tools)
}

start().then(
  function (exitCode) {
    process.exit(exitCode)
  },
  function (error) {
    console.error(error.exitCode ? error.message : error)
    process.exit(error.exitCode || 1)
  },
)

function start() {
  if (fromSources && needCucumber[command]) return require(needCucumber[command]).main(rest)
  return require(fromSources ? '../lib/cli/main' : '../dist/lib/cli/main').main(
    process.argv.slice(2),
  )
}
