/// <reference types="svelte" />
/// <reference types="vite/client" />
declare module 'virtual:themes.css';
declare module '@fontsource/inter/*.css';
