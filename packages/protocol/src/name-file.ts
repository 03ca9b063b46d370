/** Names the file of a download, in place: by its address, where the page has given it no other name. */
export function nameFile({ name, data }: { name: string; data?: Record<string, unknown> | undefined }): void {
  if (name === 'file_download' && data && !data.file_name && typeof data.link_url === 'string')
    data.file_name = data.link_url.split('/').pop();
}
