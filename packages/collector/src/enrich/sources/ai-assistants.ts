/**
 * AI assistants: source name (as GA4 has it, the host) → their hosts; a host stands for all hosts below it too.
 * `x.com/i/grok` is Grok as well, which a host cannot say: see `referrer.ts`.
 *
 * Facts from the search engine and social network list of the Matomo project, released into the public domain
 * (CC0 1.0), https://github.com/matomo-org/searchengine-and-social-list.
 * Added to it: assistants and hosts that the list does not have.
 */
export const AI_ASSISTANTS = `
andisearch.com | andisearch.com
app.jasper.ai | app.jasper.ai
app.writesonic.com | app.writesonic.com
character.ai | character.ai
chat.deepseek.com | chat.deepseek.com deepseek.com
chat.mistral.ai | chat.mistral.ai mistral.ai
chat.qwen.ai | chat.qwen.ai qwen.ai tongyi.aliyun.com
chat.z.ai | chat.z.ai
chatglm.cn | chatglm.cn
chatgpt.com | chatgpt.com chat.openai.com labs.openai.com
chatplus.com | chatplus.com chat-gpt.org
claude.ai | claude.ai
copilot.microsoft.com | copilot.microsoft.com copilot.cloud.microsoft m365.cloud.microsoft
copilot.microsoft.com | edgeservices.bing.com
doubao.com | doubao.com
duck.ai | duck.ai
felo.ai | felo.ai
gemini.google.com | gemini.google.com bard.google.com aistudio.google.com
genspark.ai | genspark.ai
grok.com | grok.com
iask.ai | iask.ai
kimi.com | kimi.com kimi.moonshot.cn
komo.ai | komo.ai
liner.com | liner.com
lumo.proton.me | lumo.proton.me
manus.im | manus.im
meta.ai | meta.ai
notebooklm.google.com | notebooklm.google.com
perplexity.ai | perplexity.ai
phind.com | phind.com
pi.ai | pi.ai
poe.com | poe.com
yiyan.baidu.com | yiyan.baidu.com ai.baidu.com
you.com | you.com
`;
