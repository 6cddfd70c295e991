// Cucumber loads plugins with import(), which knows no TypeScript.
require('../../bin/register.cjs')
module.exports = require('./coordinator').coordinator
