import React from 'react';
import { createRoot } from 'react-dom/client';
import { PostHogProvider, usePostHog } from '@posthog/react';

function Shop() {
  const posthog = usePostHog();
  function logIn() {
    posthog.identify('bob', { email: 'bob@example.com' });
    posthog.group('company', 'acme', { name: 'Acme' });
  }
  return (
    <>
      <p><button onClick={() => posthog.capture('bought', { plan: 'pro' })}>Buy</button></p>
      <p><button onClick={logIn}>Log in</button></p>
      <p><button onClick={() => posthog.reset()}>Log out</button></p>
    </>
  );
}

createRoot(document.getElementById('root')).render(
  <PostHogProvider apiKey="local_dev_key" options={{ api_host: 'http://127.0.0.1:8080' }}>
    <Shop />
  </PostHogProvider>,
);
