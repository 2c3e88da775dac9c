/** Every character that could end a part of a URL, and those that encodeURIComponent leaves: ! ' ( ) * */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
