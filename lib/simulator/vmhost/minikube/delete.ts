import { durations } from '../../chance/durations'
import type { MinikubeCall } from './call'
import { removeFromDocker } from './docker-parts'
import { removeFromKubeconfig } from './kubeconfig-file'
import { removeProfile } from './profile-files'

/** `minikube delete`: one profile, or with `--all` every profile of this user, with `--purge` ~/.minikube as well. */
export async function deleteProfiles(call: MinikubeCall): Promise<void> {
  const { host, home, context } = call
  const mine = [...host.clusters.values()].filter((cluster) => cluster.home === home)
  const profiles = call.line.is('all') ? mine.map(({ options }) => options.profile) : [call.profile]
  for (const profile of profiles) await deleteProfile(call, profile)
  if (call.line.is('all')) call.say('Successfully deleted all profiles')
  if (!call.line.is('purge')) return
  if (context.fs.exists(`${home}/.minikube`)) context.fs.remove(`${home}/.minikube`)
  call.say(`Successfully purged minikube directory located at - [${home}/.minikube]`)
}

async function deleteProfile(call: MinikubeCall, profile: string): Promise<void> {
  const { host, home, context } = call
  const cluster = host.clusters.get(profile)
  if (cluster) {
    call.say(`Deleting "${profile}" in docker ...`)
    call.say(`Deleting container "${profile}" ...`)
    await host.clock.delay(
      host.random.of(`delete ${profile}`).within(durations.deleteProfile),
      context.signal,
    )
    await cluster.remove()
    host.clusters.delete(profile)
    call.say(`Removing ${home}/.minikube/machines/${profile} ...`)
    context.altered(`minikube profile ${profile} deleted`)
  }
  // A start that was killed has left what no profile knows of.
  removeFromDocker(host.docker, profile)
  removeProfile(context.fs, home, profile)
  removeFromKubeconfig(context.fs, home, profile)
  call.say(`Removed all traces of the "${profile}" cluster.`)
}
