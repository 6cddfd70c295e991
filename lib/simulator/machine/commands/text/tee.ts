import { reasonOf } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

export const tee: Tool = (args, context) =>
  answerUsage(async () => {
    const { fs, cwd } = context
    const { operands, has } = parseOptions('tee', args, {
      flags: 'aip',
      long: { append: 'a', 'ignore-interrupts': 'i' },
      longFlags: ['output-error'],
    })
    let stderr = ''
    const opened: { readonly name: string; readonly path: string }[] = []
    const streams: number[] = []
    for (const name of operands) {
      const stream = ['/dev/stdout', '/dev/stderr'].indexOf(name)
      if (stream >= 0) {
        streams.push(stream + 1)
        continue
      }
      try {
        const path = absolute(cwd, name)
        if (has('a')) fs.append(path, '')
        else fs.write(path, '')
        opened.push({ name, path })
      } catch (error) {
        stderr += `tee: ${name}: ${reasonOf(error)}\n`
      }
    }
    const bytes = await context.input()
    for (const stream of streams) context.openFile(stream)?.write(bytes)
    for (const { name, path } of opened) {
      try {
        fs.append(path, bytes)
      } catch (error) {
        stderr += `tee: ${name}: ${reasonOf(error)}\n`
      }
    }
    return { stdout: bytes, stderr, exitCode: stderr === '' ? 0 : 1 }
  })
