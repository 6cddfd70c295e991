// Cucumber loads formatters with import(), which knows no TypeScript.
require('ts-node/register')
const { Formatter } = require('@cucumber/cucumber')
const { isDryRun } = require('./dry-run')

module.exports = isDryRun() ? Formatter : require('./allure-formatter')
