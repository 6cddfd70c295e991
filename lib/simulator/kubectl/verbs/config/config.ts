import type { Call, Verb } from '../../call'
import { KubectlFailure } from '../../failure'
import { contextActions } from './contexts'
import { lists } from './lists'
import { view } from './view'

const actions: Readonly<Record<string, (call: Call, words: readonly string[]) => void>> = {
  ...contextActions,
  ...lists,
  view,
}

/** `kubectl config …`: what the kubeconfig says, and changes of it. No server is asked. */
export const config: Verb = {
  name: 'config',
  flags: {
    'allow-missing-template-keys': 'optional',
    current: 'switch',
    flatten: 'switch',
    merge: 'optional',
    minify: 'switch',
    'no-headers': 'switch',
    'output|o': 'value',
    raw: 'switch',
    template: 'value',
  },
  async run(call) {
    const [action = '', ...words] = call.line.words
    const act = actions[action]
    if (!act)
      throw new KubectlFailure(
        `error: unknown command ${JSON.stringify(action)}\nSee 'kubectl config -h' for help and examples`,
      )
    act(call, words)
  },
}
