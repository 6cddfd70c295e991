import type { Call } from '../../call'
import { inColumns } from '../../../go/columns'
import { KubectlFailure } from '../../failure'
import { readFile } from './kubeconfig-file'

/** What of the kubeconfig is listed, and how. */
export const lists = {
  'current-context': (call: Call): void => {
    const name = readFile(call)['current-context']
    if (!name) throw new KubectlFailure('error: current-context is not set')
    call.print(name)
  },
  'get-clusters': (call: Call): void => names(call, readFile(call).clusters),
  'get-users': (call: Call): void => names(call, readFile(call).users),
  'get-contexts': getContexts,
}

function names(call: Call, entries: readonly { name: string }[] | null | undefined): void {
  call.print('NAME')
  for (const { name } of (entries ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    call.print(name)
}

function getContexts(call: Call, wanted: readonly string[]): void {
  const { contexts, 'current-context': current } = readFile(call)
  const found = (contexts ?? [])
    .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const format = call.line.value('output') ?? ''
  if (format === 'name') found.forEach(({ name }) => call.print(name))
  else if (format !== '')
    throw new KubectlFailure(`error: output must be one of '' or 'name': ${format}`)
  else {
    const rows = found.map(({ name, context }) => [
      name === current ? '*' : '',
      name,
      String(context['cluster'] ?? ''),
      String(context['user'] ?? ''),
      String(context['namespace'] ?? ''),
    ])
    const headers = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']
    call.write(inColumns(call.line.is('no-headers') ? rows : [headers, ...rows]))
  }
  for (const name of wanted)
    if (!found.some((each) => each.name === name))
      call.fail(new KubectlFailure(`error: context ${name} not found`))
}
