// Cucumber loads formatters with import(), which knows no TypeScript.
require('ts-node/register')
module.exports = require('./progress-formatter')
