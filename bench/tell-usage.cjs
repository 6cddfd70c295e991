// Preloaded into measured processes (NODE_OPTIONS): what each has used goes to a file of its own in the folder that
// TELL_USAGE names.
const { writeFileSync } = require('node:fs')
const path = require('node:path')

process.on('exit', () => {
  const { userCPUTime, maxRSS } = process.resourceUsage()
  const usage = {
    argv: process.argv.slice(1),
    userCpuMs: userCPUTime / 1000,
    maxRssMb: maxRSS / 1024,
  }
  writeFileSync(path.join(process.env.TELL_USAGE, `${process.pid}.json`), JSON.stringify(usage))
})
