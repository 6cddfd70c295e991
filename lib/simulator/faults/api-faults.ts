import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { decorate } from '../seams/decorate'
import { onEveryCluster } from '../seams/every-cluster'
import type { Simulation } from '../simulation/simulation'
import type { End, Switchable } from '../switches/switchable'
import type { ApiCondition } from '../vmhost/minikube/minikube-cluster'

const apiRefused: Switchable = {
  name: 'api-refused',
  what: 'The API server refuses connections, as when it is down; open watches are cut.',
  parameters: {},
  apply: (simulation) => inCondition(simulation, 'refuses'),
}

const apiReset: Switchable = {
  name: 'api-reset',
  what: 'Connections to the API server are reset as soon as they are made, as by a firewall; open ones are cut.',
  parameters: {},
  apply: (simulation) => inCondition(simulation, 'resets'),
}

const apiHanging: Switchable = {
  name: 'api-hanging',
  what: 'The API server accepts connections and never answers.',
  parameters: {},
  apply: (simulation) => inCondition(simulation, 'hangs'),
}

const apiErrors: Switchable = {
  name: 'api-errors',
  what: 'The API server answers every request with an error, as when its etcd does not answer.',
  parameters: { status: { meaning: 'the HTTP status', byDefault: '500' } },
  apply: (simulation, { status }) => inCondition(simulation, { status: Number(status) }),
}

const apiSlow: Switchable = {
  name: 'api-slow',
  what: 'The API server thinks for a while before it answers.',
  parameters: { ms: { meaning: 'wall milliseconds before each answer', byDefault: '2000' } },
  apply: (simulation, { ms }) =>
    onEveryCluster(simulation, ({ kubernetes: { front } }) => {
      const wait = async (_: unknown, response: ServerResponse, answer: () => Promise<void>) => {
        await sleep(Number(ms))
        if (!response.destroyed) await answer()
      }
      front.filters.add(wait)
      return () => void front.filters.delete(wait)
    }),
}

const watchCutSilently: Switchable = {
  name: 'watch-cut-silently',
  what: 'Open watches stay open and tell nothing any more, as behind a router that forgot the connection; so do those opened meanwhile.',
  parameters: {},
  apply: (simulation) =>
    onEveryCluster(simulation, ({ kubernetes: { front } }) => {
      // A dead stream stays dead, also when the fault is over.
      for (const watch of front.watches) watch.lose()
      return decorate(front.watches, 'add', (add) => (watch) => {
        watch.lose()
        return add(watch)
      })
    }),
}

const watchExpired: Switchable = {
  name: 'watch-expired',
  what: 'The API server has forgotten all history: open watches end, and one that would resume gets the error 410 Expired.',
  parameters: {},
  apply: (simulation) =>
    onEveryCluster(simulation, ({ kubernetes: { front, store } }) => {
      const remember = decorate(store, 'since', () => () => undefined)
      for (const watch of front.watches) watch.end()
      return remember
    }),
}

const apiCertificateExpired: Switchable = {
  name: 'api-certificate-expired',
  what: 'The certificate of the API server has run out: whoever verifies it, the kubelets too, gives up. Open connections are cut.',
  parameters: {},
  apply: (simulation) =>
    onEveryCluster(simulation, async ({ kubernetes }) => {
      const { front, pki } = kubernetes
      const show = (certificate: typeof pki.apiserver, trusted: boolean): void => {
        front.present(certificate)
        kubernetes.trusted = trusted
        front.cutConnections()
      }
      show(pki.expiredApiserver(), false)
      return () => show(pki.apiserver, true)
    }),
}

async function inCondition(simulation: Simulation, condition: ApiCondition): Promise<End> {
  return onEveryCluster(simulation, async (cluster) => {
    await cluster.setApi(condition)
    return () => cluster.setApi('serves')
  })
}

export const apiFaults: readonly Switchable[] = [
  apiRefused,
  apiReset,
  apiHanging,
  apiErrors,
  apiSlow,
  watchCutSilently,
  watchExpired,
  apiCertificateExpired,
]
