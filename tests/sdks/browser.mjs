// Debian's Chromium, and a page that writes down what goes wrong in it.
import { chromium } from 'playwright-core';

// `hosts`: where requests go instead, as in { 'shop.example': '127.0.0.1' }; the page sees no difference.
export function launchBrowser(hosts = {}) {
  const rules = Object.entries(hosts).map(([from, to]) => `MAP ${from} ${to}`);
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As a person's browser: of others, posthog-js drops $pageleave as a bot's.
    args: [
      '--no-sandbox',
      '--disable-blink-features=AutomationControlled',
      '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      `--host-resolver-rules=${rules.join(',')}`,
    ],
  });
}

export async function openPage(browser) {
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('response', (reply) => reply.status() >= 400 && problems.push(`${reply.status()} ${reply.url()}`));
  // What it posts: the path, and whether by beacon.
  const posted = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posted.push({ path: new URL(request.url()).pathname, isBeacon: request.resourceType() === 'ping' });
  });
  return { page, problems, posted };
}
