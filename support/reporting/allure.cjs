// Cucumber loads formatters with import(), which knows no TypeScript.
require('../../bin/register.cjs')
const { Formatter } = require('@cucumber/cucumber')
const { isDryRun } = require('./dry-run')

module.exports = isDryRun() ? Formatter : require('./allure-formatter')
