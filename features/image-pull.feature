@pull
@clustered
Feature: Image pull through the vmhost
  A DUT has no way to the Internet. Docker on it pulls through a forward proxy on the vmhost, and a
  pod brings the login that the registry asks for: a pull secret with a short-lived token.

  Background:
    Given a minikube cluster on the vmhost
    And the DUT has joined and pulls by the testbed's way
    And the DUT does not have the registry's image

  Rule: With the proxy and a login the image comes

    Scenario: A DaemonSet whose image is only in the registry becomes Running
      When I deploy a DaemonSet with the registry's image and a fresh token
      Then its pod is Running within 60 seconds
      And the DUT has the image from the registry

    Scenario: Docker on the DUT logs in and pulls
      When root's Docker on the DUT logs in with a fresh token
      And root's Docker on the DUT pulls the registry's image
      Then the DUT has the image from the registry

  Rule: What is in the way of an image is named

    Scenario: Without the proxy the image does not come
      Given the DUT does not reach the registry by itself
      When the forward proxy on the vmhost stops
      And I deploy a DaemonSet with the registry's image and a fresh token
      Then the pull fails within 60 seconds: the proxy is down
      When the forward proxy on the vmhost runs again
      Then its pod is Running within 120 seconds

    Scenario Outline: With <what> the image does not come
      When I deploy a DaemonSet with the registry's image and <what>
      Then the pull fails within 60 seconds: <cause>

      Examples:
        | what          | cause              |
        | no login      | not logged in      |
        | a wrong token | not logged in      |
        | another tag   | the tag is unknown |

    @simulated
    Scenario: With a token that has run out the image does not come
      Given the fault "registry-token-expired"
      When I deploy a DaemonSet with the registry's image and a fresh token
      Then the pull fails within 60 seconds: not logged in

    # Docker begins a transfer that breaks off anew, five times in 50 seconds; the kubelet gives up one that stalls
    # after 60 to 70 seconds, and may get it all the same once it comes: so that one is last.
    @simulated
    Scenario Outline: A transfer that does not come to its end is named: <cause>
      Given the fault "<fault>"
      When I deploy a DaemonSet with the registry's image and a fresh token
      Then the pull fails within 120 seconds: <cause>

      Examples:
        | fault           | cause                   |
        | pull-breaks-off | the transfer breaks off |
        | pull-stalls     | the transfer stalls     |
