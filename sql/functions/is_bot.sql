-- is_bot_v1(user_agent): 1 for crawlers, link previews, monitors, scanners and browsers without a window.
-- Not for HTTP libraries, with which backends send. The names are those of https://github.com/monperrus/crawler-user-agents as of
-- 2026-07-02; words that many share stand for them, and so does an address, which browsers do not send. CUBOT makes phones.
-- Functions belong to the server, so the name has a version: another list is another function.
CREATE OR REPLACE FUNCTION is_bot_v1{{ON_CLUSTER}} AS (_user_agent) ->
    match(_user_agent, concat(
        '(?i)',
        '(^|[^u]|[^c]u)bot|crawl|spider|slurp|scrap(e|ing|y)|archiv|harvest|fetcher|preview|scanner|monitor|',
        'checker|validator|synthetic|uptime|sitemap|screenshot|https?://|www[.]|compatible; ([^mk]|m[^s]|k[^o])|',
        'headless|lighthouse|phantomjs|puppeteer|playwright|selenium|google-[a-z]|-google|googleother|',
        'facebookexternal|facebookcatalog|meta-external|^whatsapp|embedly|iframely|flipboardproxy|',
        'feed(ly|bin|burner)|pingdom|statuscake|site24x7|gtmetrix|ptst/|zabbix|nagios|datadog|newrelic|catchpoint|',
        'nikto|sqlmap|nmap|masscan|zgrab|acunetix|nessus|openvas|censys|ahrefs|semrush|screaming frog|nutch|',
        'heritrix|httrack|daumoa|yeti/|(anthropic|cohere)-ai|',
        '(chatgpt|claude|perplexity|mistralai|manus)-(user|web)'))
    AND NOT match(_user_agent, '(?i)^(node-fetch/|got |php-curl-class/)');
