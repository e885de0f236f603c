// Polls until `find` gives something, or its last result after 20 s.
export async function eventually(find) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await find();
    if (found || Date.now() > deadline) return found;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
