import { type z } from 'zod'
import { fieldName, TestbedFileError, type FieldPath, type Mistake } from './mistakes'
import { checkRelations } from './relations'
import { testbedSchema, type TestbedFile } from './schema'
import { wording } from './schema-mistakes'
import { replaceVariables, type Environment } from './variables'
import { YamlSource } from './yaml-source'

/** A testbed file that passed every check, and what deserves a second thought in it. */
export interface CheckedFile {
  readonly content: TestbedFile
  readonly warnings: readonly string[]
}

/**
 * Checks the text of a testbed file.
 * @throws TestbedFileError with all mistakes at once
 */
export function readTestbedFile(file: string, text: string, env: Environment): CheckedFile {
  const source = new YamlSource(text)
  const mistakes: Mistake[] = [...source.syntaxMistakes]
  if (mistakes.length > 0) throw new TestbedFileError(file, mistakes)

  const report = (path: FieldPath, what: string): void => {
    mistakes.push({ line: source.lineOf(path), path, what })
  }
  source.replaceTexts((value, path) =>
    replaceVariables(value, env, (variable) =>
      report(
        path,
        `needs the environment variable ${variable}, which is not set; export ${variable}=…`,
      ),
    ),
  )
  const parsed = parse(source)
  const unset = new Set(mistakes.map(({ path }) => path.join('.')))
  if (parsed.error) reportIssues(parsed.error, source, unset, report)
  if (parsed.data) checkRelations(parsed.data, report)
  if (mistakes.length > 0 || !parsed.data) throw new TestbedFileError(file, mistakes)
  return {
    content: parsed.data,
    warnings: [...logins(parsed.data, source), ...unarmed(parsed.data)],
  }
}

function reportIssues(
  error: z.ZodError,
  source: YamlSource,
  alreadySaid: ReadonlySet<string>,
  report: (path: FieldPath, what: string) => void,
): void {
  for (const issue of error.issues)
    for (const { path, what } of wording(issue, testbedSchema, (at) => source.written(at)))
      if (!alreadySaid.has(path.join('.'))) report(path, what)
}

/** A variable's value is text; where the schema wants a number or a truth value it is read as one. */
function parse(source: YamlSource): z.ZodSafeParseResult<TestbedFile> {
  const first = testbedSchema.safeParse(source.value)
  if (first.success) return first
  for (const { code, path } of first.error.issues) {
    const text = source.replaced(path)
    if (code !== 'invalid_type' || text === undefined) continue
    if (/^\d+$/.test(text)) source.retype(path, Number(text))
    if (/^(true|false)$/.test(text)) source.retype(path, text === 'true')
  }
  return testbedSchema.safeParse(source.value)
}

function logins({ vmhost, duts }: TestbedFile, source: YamlSource): string[] {
  const sections: [FieldPath, TestbedFile['vmhost']['ssh']][] = [
    [['vmhost', 'ssh'], vmhost.ssh],
    ...duts.map(({ ssh }, i): [FieldPath, typeof ssh] => [['duts', i, 'ssh'], ssh]),
  ]
  return sections.flatMap(([path, { password, hostKey }]) => {
    const warn = (field: string, what: string): string =>
      `line ${source.lineOf([...path, field])}: ${fieldName([...path, field])} ${what}`
    const writtenOut = password && source.replaced([...path, 'password']) === undefined
    const gives = password ? 'and gets the password' : 'and may be somebody else'
    return [
      ...(writtenOut ? [warn('password', 'is written out; better "${VAR}"')] : []),
      ...(hostKey === 'unverified'
        ? [warn('hostKey', `is unverified: whoever answers there is believed, ${gives}`)]
        : []),
    ]
  })
}

const unarmed = ({ vmhost, duts }: TestbedFile): string[] =>
  [{ name: 'the vmhost', unarmed: vmhost.unarmed }, ...duts]
    .filter((machine) => machine.unarmed)
    .map(
      ({ name }) =>
        `${name} is unarmed: should this run die, nothing puts it back before the next run, or npx kubesonic restore`,
    )
