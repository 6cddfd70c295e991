import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutAnalytics } from './without-analytics'

const analytics = `<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
    <script>
        gtag('js', new Date());
    </script>`

test("the analytics script and its caller are gone, the page's own scripts stay", () => {
  const page = `<script>own()</script>\n${analytics}\n<script src="app.js"></script>`
  assert.equal(withoutAnalytics(page), '<script>own()</script>\n\n<script src="app.js"></script>')
})

test('a script of another host that it does not know is refused', () => {
  assert.throws(
    () => withoutAnalytics('<script src="https://stats.example/x.js"></script>'),
    /loads a script from another host/,
  )
})
