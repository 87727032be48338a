namespace Helpdesk.Core.Sqlite;

/// <inheritdoc />
internal sealed class WriteJob<T>(Func<T> work, Func<T, bool> isKept, bool leavesNoTrace) : WriteJob(leavesNoTrace)
{
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Told => _told.Task;

    public override bool Run()
    {
        Failure = null;
        try
        {
            _result = work();
            return isKept(_result);
        }
        catch (Exception exception)
        {
            Failure = exception;
            return false;
        }
    }

    public override void Tell()
    {
        if (Failure is null)
        {
            _told.SetResult(_result!);
        }
        else
        {
            _told.SetException(Failure);
        }
    }

    public override void Fail(Exception exception) => _told.SetException(exception);
}
