/** Words of the page as a whole: its head, and what a browser or a host lacks. */
export const page = {
  title: 'Cliploom: clips and a voice-over become one video',
  titleRunning: (percent: number) => `${percent} % – Cliploom`,
  name: 'Cliploom',
  language: 'Language',
  languageMissing: 'This language could not be loaded. Check the connection, then choose it again.',
  tagline: 'Clips and a voice-over become one video, right here in your browser. Nothing is uploaded.',

  unsupported: {
    heading: 'This browser cannot make videos',
    body: (missing: readonly string[]) =>
      `Cliploom needs what this browser does not offer: ${missing.join(', ')}. A current Chrome, Edge, Firefox or Safari does. If you use one of these, a security setting or an extension may have switched it off.`,
  },
  removeShort: 'Remove',
  partMissing:
    'A part of the page could not be loaded. Check the connection, then load the page again; what you added has to be added again.',
  notIsolated:
    'This page was sent without the two headers that browsers ask for before they share memory between threads (cross-origin isolation). Everything works, but each worker has only one thread, so videos take longer.',

  hosting: {
    reasons: {
      insecure: 'Over HTTPS, or as localhost, the page can see to that itself.',
      unsupported:
        'The page can see to that itself, but with a service worker, and this browser does not offer that here. In private windows that is usual.',
      refused:
        'The page can see to that itself, but its service worker could not be installed. Private windows and strict settings prevent it; a part of the page that cannot be loaded does too.',
      ineffective:
        'The page has seen to that itself, with a service worker, but this browser does not accept it from there.',
    },
    offered: 'Once this page is loaded again, videos are made with more threads.',
    reload: 'Load it again',
    update: 'A new version of Cliploom is ready.',
    takeUpdate: 'Use it now',
    updateLater: 'It can be used when the video is finished or cancelled.',
    projectStays: 'Your project stays; files that the browser cannot keep are asked for again.',
    offline: 'Cliploom is stored in this browser and works offline too.',
  },
};
