namespace Helpdesk.Core.Rules.Compiled;

/// <summary>
/// A few <see cref="Scratch"/>es of one index. Safe from any number of threads: each is handed to one evaluation at a time;
/// when more threads evaluate at once than are kept, further ones are made and dropped.
/// </summary>
internal sealed class ScratchPool(Func<Scratch> make)
{
    private readonly Scratch?[] _free = new Scratch?[16];

    public Scratch Rent()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is not null && Interlocked.Exchange(ref _free[i], null) is { } scratch)
            {
                return scratch;
            }
        }

        return make();
    }

    public void Return(Scratch scratch)
    {
        scratch.End();
        for (var i = 0; i < _free.Length; i++)
        {
            if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], scratch, null) is null)
            {
                return;
            }
        }
    }
}
