// Cucumber loads formatters with import(), which knows no TypeScript.
require('../../bin/register.cjs')
const { isDryRun } = require('./dry-run')

module.exports = isDryRun() ? require('./plan-formatter') : require('./progress-formatter')
