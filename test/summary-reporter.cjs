// The closing lines of a test run: how far the twin agrees with recordings, what was skipped and why, and the counts.
module.exports = async function* summary(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && / listed differences$/.test(data.message)) {
      yield `\n${data.message}`
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (data.details?.type === 'suite') continue
    if (data.skip !== undefined) {
      counts.skipped++
      yield `\nskipped: ${data.name}: ${data.skip}`
    } else counts[type === 'test:pass' ? 'passed' : 'failed']++
  }
  yield `\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`
}
