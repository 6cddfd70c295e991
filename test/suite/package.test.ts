import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { root } from './kubesonic'

const run = promisify(execFile)
const tsc = path.join(root, 'node_modules/typescript/bin/tsc')

const consumer = `import { BadInput, loadTestbed, type Session, withJoinedDut } from 'kubesonic-acceptance'

const nodeOf = (session: Session): Promise<string> => session.nodeName()
export const node = (file: string): Promise<string> => withJoinedDut(file, nodeOf)
export const duts = (file: string): number => loadTestbed(file).duts.length
try {
  duts('nosuch.yaml')
} catch (error) {
  console.log(error instanceof BadInput, typeof withJoinedDut)
}
`

test('the published package is JavaScript with types that a project without our loader uses', async (t) => {
  const { folder, packaged } = await installed(t)
  await t.test('it has what it needs and no tests', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: packaged,
    })
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }]
    const paths = files.map((file) => file.path)
    for (const needed of [
      'dist/lib/index.js',
      'dist/lib/index.d.ts',
      'bin/kubesonic.cjs',
      'lib/kube/templates/feature.yaml',
    ])
      assert.ok(paths.includes(needed), needed)
    assert.deepEqual(
      paths.filter((each) => /\.test\.|\/fixtures\/|\/testing\/|fake-|^lib\/.*\.ts$/.test(each)),
      [],
    )
  })

  await t.test('a project of its own compiles against it and runs', async () => {
    writeFileSync(path.join(folder, 'consumer.ts'), consumer)
    await compiles(folder, ['--strict', '--exactOptionalPropertyTypes', 'consumer.ts'])
    const { stdout } = await run(process.execPath, ['consumer.js'], { cwd: folder })
    assert.equal(stdout, 'true function\n')
  })

  await t.test(
    'its command knows the simulated testbed and the templates, and says that a run needs a checkout',
    async () => {
      const command = path.join(packaged, 'bin/kubesonic.cjs')
      const { stdout } = await run(process.execPath, [command, 'simulate', '--help'])
      assert.match(stdout, /^usage: kubesonic simulate/)
      const templates = await run(process.execPath, [command, 'template'])
      assert.match(templates.stdout, /^feature$/m)
      await assert.rejects(run(process.execPath, [command, 'run']), {
        code: 2,
        stderr: /kubesonic run needs a checkout of kubesonic-acceptance/,
      })
    },
  )
})

/** The built package, as npm would put it into a project's node_modules. */
async function installed(t: TestContext): Promise<{ folder: string; packaged: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubesonic-package-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const packaged = path.join(folder, 'packaged')
  mkdirSync(path.join(folder, 'node_modules/@types'), { recursive: true })
  for (const part of ['package.json', 'bin', 'docs', 'lib/kube/templates', 'LICENSE'])
    cpSync(path.join(root, part), path.join(packaged, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(packaged, 'node_modules'))
  symlinkSync(packaged, path.join(folder, 'node_modules/kubesonic-acceptance'))
  symlinkSync(
    path.join(root, 'node_modules/@types/node'),
    path.join(folder, 'node_modules/@types/node'),
  )
  const outDir = path.join(packaged, 'dist')
  // Its types are checked by `npm run check`, with those of the tests.
  await compiles(root, ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', outDir])
  return { folder, packaged }
}

const compiles = (cwd: string, args: readonly string[]): Promise<unknown> =>
  run(process.execPath, [tsc, '--skipLibCheck', ...args], { cwd }).catch(
    ({ stdout }: { stdout: string }) => assert.fail(stdout),
  )
