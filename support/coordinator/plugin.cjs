// Cucumber loads plugins with import(), which knows no TypeScript.
require('ts-node/register')
module.exports = require('./coordinator').coordinator
